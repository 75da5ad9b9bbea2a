#!/usr/bin/env python3
"""Writes the small ONNX models of this folder; README.md says what each is for. The same script gives the same bytes.

Needs Debian's python3-onnx (1.12): apt-get install python3-onnx, then /usr/bin/python3 make_models.py
"""

import sys
from pathlib import Path

try:
    import numpy as np
    from onnx import TensorProto, TypeProto, checker, helper, numpy_helper
except ImportError as error:
    sys.exit(f"make_models.py: {error}. On Debian: apt-get install python3-onnx, then /usr/bin/python3 make_models.py")

FOLDER = Path(__file__).resolve().parent
IR_VERSION = 8
OPSET = 17
ML = "ai.onnx.ml"
ML_OPSET = 2
FLOAT, DOUBLE, INT32, INT64 = TensorProto.FLOAT, TensorProto.DOUBLE, TensorProto.INT32, TensorProto.INT64
UINT8, BOOL, STRING = TensorProto.UINT8, TensorProto.BOOL, TensorProto.STRING

node = helper.make_node
tensor = helper.make_tensor_value_info


def constant(name, values, dtype=np.float32):
    """Returns an initializer."""
    return numpy_helper.from_array(np.array(values, dtype), name)


def save(name, nodes, inputs, outputs, initializers=(), opset=OPSET, domains=(), check=True, infer=True):
    """Writes `name`.onnx; `domains` are pairs (domain, version) beside the default one of version `opset`.

    The checker also infers the shapes, if `infer`; onnx 1.12 cannot do that for maps.
    """
    graph = helper.make_graph(nodes, name, inputs, outputs, list(initializers))
    imports = [helper.make_opsetid(domain, version) for domain, version in (("", opset), *domains)]
    model = helper.make_model(graph, ir_version=IR_VERSION, opset_imports=imports, producer_name="make_models.py")
    path = FOLDER / f"{name}.onnx"
    path.write_bytes(model.SerializeToString(deterministic=True))
    if check:
        checker.check_model(str(path), full_check=infer)
    print(f"{path.name:22} {path.stat().st_size:5} bytes")


def multi_input():
    save("multi_input",
         [node("Mul", ["age", "age_weight"], ["age_part"]),
          node("Mul", ["income", "income_weight"], ["income_part"]),
          node("Add", ["age_part", "income_part"], ["score"])],
         [tensor("age", FLOAT, ["N", 1]), tensor("income", FLOAT, ["N", 1])],
         [tensor("score", FLOAT, ["N", 1])],
         [constant("age_weight", 0.5), constant("income_weight", 0.001)])


def rank1_inputs():
    save("rank1_inputs",
         [node("Add", ["a", "b"], ["sum"]), node("Mul", ["a", "b"], ["product"])],
         [tensor("a", DOUBLE, ["N"]), tensor("b", DOUBLE, ["N"])],
         [tensor("sum", DOUBLE, ["N"]), tensor("product", DOUBLE, ["N"])])


def string_input():
    save("string_input",
         [node("LabelEncoder", ["city"], ["label"], domain=ML,
               keys_strings=["paris", "london"], values_int64s=[1, 2], default_int64=-1)],
         [tensor("city", STRING, ["N", 1])],
         [tensor("label", INT64, ["N", 1])],
         domains=[(ML, ML_OPSET)])


def string_output():
    save("string_output",
         [node("ArgMax", ["x"], ["index"], axis=1, keepdims=0),
          node("LabelEncoder", ["index"], ["label"], domain=ML,
               keys_int64s=[0, 1, 2], values_strings=["tea", "café", "mate"], default_string="unknown")],
         [tensor("x", FLOAT, ["N", 3])],
         [tensor("label", STRING, ["N"])],
         domains=[(ML, ML_OPSET)])


def int64():
    save("int64",
         [node("Identity", ["id"], ["id_out"])],
         [tensor("id", INT64, ["N"])],
         [tensor("id_out", INT64, ["N"])])


def zipmap(name, label_type, key_type, labels):
    """A linear classifier whose second output is a sequence of maps from label to probability, as skl2onnx writes it."""
    probabilities = TypeProto()
    probabilities.sequence_type.elem_type.map_type.key_type = key_type
    probabilities.sequence_type.elem_type.map_type.value_type.tensor_type.elem_type = FLOAT
    classifier_labels = {"classlabels_ints" if key_type == INT64 else "classlabels_strings": labels}
    map_labels = {"classlabels_int64s" if key_type == INT64 else "classlabels_strings": labels}
    save(name,
         [node("LinearClassifier", ["X"], ["output_label", "probabilities"], domain=ML,
               coefficients=[-1.0, 0.5, 1.0, -0.5], intercepts=[-0.25, 0.25], multi_class=1, post_transform="SOFTMAX",
               **classifier_labels),
          node("ZipMap", ["probabilities"], ["output_probability"], domain=ML, **map_labels)],
         [tensor("X", FLOAT, ["N", 2])],
         [tensor("output_label", label_type, ["N"]), helper.make_value_info("output_probability", probabilities)],
         domains=[(ML, ML_OPSET)], infer=False)


def fixed_batch():
    save("fixed_batch",
         [node("MatMul", ["x", "weights"], ["y"])],
         [tensor("x", FLOAT, [1, 4])],
         [tensor("y", FLOAT, [1, 2])],
         [constant("weights", [[1, 0], [0, 1], [1, 1], [2, -1]])])


def images_nchw():
    """The sums of all pixels, of the upper and of the left half: a turned or transposed image gives other scores."""
    masks = np.zeros((3, 28, 28), np.int8)
    masks[0] = 1
    masks[1, :14, :] = 1
    masks[2, :, :14] = 1
    save("images_nchw",
         [node("Flatten", ["image"], ["pixels"], axis=1),
          node("Cast", ["masks"], ["weights"], to=FLOAT),
          node("Gemm", ["pixels", "weights"], ["scores"], transB=1)],
         [tensor("image", FLOAT, ["N", 1, 28, 28])],
         [tensor("scores", FLOAT, ["N", 3])],
         [constant("masks", masks.reshape(3, 784), np.int8)])


def two_outputs():
    save("two_outputs",
         [node("Gemm", ["x", "weights", "bias"], ["logits"]),
          node("Softmax", ["logits"], ["probabilities"], axis=1),
          node("ArgMax", ["probabilities"], ["label"], axis=1, keepdims=0)],
         [tensor("x", FLOAT, ["N", 4])],
         [tensor("probabilities", FLOAT, ["N", 3]), tensor("label", INT64, ["N"])],
         [constant("weights", [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0.5, -0.5, 0]]), constant("bias", [0, 0, 0.5])])


def names_differ_in_case():
    save("names_differ_in_case",
         [node("Identity", ["x"], ["score"]), node("Neg", ["x"], ["Score"])],
         [tensor("x", FLOAT, ["N", 1])],
         [tensor("score", FLOAT, ["N", 1]), tensor("Score", FLOAT, ["N", 1])])


def bool_int32():
    save("bool_int32",
         [node("Where", ["flag", "count", "zero"], ["result"])],
         [tensor("flag", BOOL, ["N", 1]), tensor("count", INT32, ["N", 1])],
         [tensor("result", INT32, ["N", 1])],
         [constant("zero", 0, np.int32)])


def nan_output():
    save("nan_output",
         [node("Log", ["x"], ["y"])],
         [tensor("x", FLOAT, ["N", 1])],
         [tensor("y", FLOAT, ["N", 1])])


def custom_operator():
    save("custom_operator",
         [node("Frobnicate", ["x"], ["y"], domain="com.example")],
         [tensor("x", FLOAT, ["N", 2])],
         [tensor("y", FLOAT, ["N", 2])],
         domains=[("com.example", 1)], check=False)


def future_opset():
    save("future_opset",
         [node("Identity", ["x"], ["y"])],
         [tensor("x", FLOAT, ["N", 2])],
         [tensor("y", FLOAT, ["N", 2])],
         opset=99, check=False)


def external_data():
    """The same weights as fixed_batch, kept in weights.bin (float32, little-endian, 4 rows of 2)."""
    weights = constant("weights", [[1, 0], [0, 1], [1, 1], [2, -1]])
    content = weights.raw_data
    (FOLDER / "weights.bin").write_bytes(content)
    weights.ClearField("raw_data")
    weights.data_location = TensorProto.EXTERNAL
    for key, value in (("location", "weights.bin"), ("offset", "0"), ("length", str(len(content)))):
        weights.external_data.add(key=key, value=value)
    save("external_data",
         [node("MatMul", ["x", "weights"], ["y"])],
         [tensor("x", FLOAT, ["N", 4])],
         [tensor("y", FLOAT, ["N", 2])],
         [weights])


def scalar_output():
    save("scalar_output",
         [node("ReduceMean", ["x"], ["mean"], keepdims=0)],
         [tensor("x", FLOAT, ["N", 3])],
         [tensor("mean", FLOAT, [])])


def uint8_image():
    save("uint8_image",
         [node("Cast", ["image"], ["pixels"], to=FLOAT),
          node("ReduceMean", ["pixels"], ["mean"], axes=[1, 2], keepdims=0)],
         [tensor("image", UINT8, ["N", 28, 28, 1])],
         [tensor("mean", FLOAT, ["N", 1])])


def main():
    multi_input()
    rank1_inputs()
    string_input()
    string_output()
    int64()
    zipmap("zipmap", INT64, INT64, [0, 1])
    zipmap("zipmap_string", STRING, STRING, ["no", "yes"])
    fixed_batch()
    images_nchw()
    two_outputs()
    names_differ_in_case()
    bool_int32()
    nan_output()
    custom_operator()
    future_opset()
    external_data()
    scalar_output()
    uint8_image()


if __name__ == "__main__":
    main()
