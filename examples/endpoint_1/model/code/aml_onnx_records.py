"""Loads an ONNX model for MLflow's python_function flavor and answers with one record a row.

MLflow's own wrapper (mlflow.onnx) flattens an output of shape (N, k) into N * k records. This one gives what AmlEndpoints
gives: an output with one value a row is a column with the output's name; a single output with k values a row is k columns
named 0 to k-1; among several outputs such a one is a column of lists.
"""
import numpy as np
import pandas as pd

_DTYPES = {
    "tensor(float)": np.float32,
    "tensor(double)": np.float64,
    "tensor(float16)": np.float16,
    "tensor(int64)": np.int64,
    "tensor(int32)": np.int32,
    "tensor(int16)": np.int16,
    "tensor(int8)": np.int8,
    "tensor(uint64)": np.uint64,
    "tensor(uint32)": np.uint32,
    "tensor(uint16)": np.uint16,
    "tensor(uint8)": np.uint8,
    "tensor(bool)": np.bool_,
    "tensor(string)": object,
}


def _load_pyfunc(path):
    """MLflow calls this with the path of the ONNX file (the flavor's key ``data``)."""
    return _Model(path)


class _Model:
    def __init__(self, path):
        import onnxruntime

        self._session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])

    def predict(self, data, params=None):
        """Takes a DataFrame, an array or a dictionary of arrays; returns a DataFrame with a record a row."""
        feeds = self._feeds(data)
        rows = len(next(iter(feeds.values())))
        if rows == 0 or any(len(value) != rows for value in feeds.values()):
            raise ValueError("There are no rows, or the model's inputs do not have equally many.")
        names = [output.name for output in self._session.get_outputs()]
        inputs = self._session.get_inputs()
        fixed = next((i.shape[0] for i in inputs if i.shape and isinstance(i.shape[0], int)), rows)
        # A graph that takes so many rows at once gets copies of the last one; their answers are dropped.
        filled = rows + -rows % fixed
        feeds = {name: np.concatenate([value, np.repeat(value[-1:], filled - rows, axis=0)]) for name, value in feeds.items()}
        parts = [
            self._session.run(names, {name: value[first:first + fixed] for name, value in feeds.items()})
            for first in range(0, filled, fixed)
        ]
        values = [_join([part[index] for part in parts]) for index in range(len(names))]
        return _records(names, values, filled).head(rows)

    def _feeds(self, data):
        inputs = self._session.get_inputs()
        if isinstance(data, pd.DataFrame):
            if len(inputs) == 1:
                return {inputs[0].name: _tensor(_matrix(data, inputs[0]), inputs[0])}
            return {i.name: _tensor(np.array(data[i.name].tolist()), i) for i in inputs}
        if isinstance(data, dict):
            return {i.name: _tensor(np.asarray(data[i.name]), i) for i in inputs}
        return {inputs[0].name: _tensor(np.asarray(data), inputs[0])}


def _matrix(data, spec):
    """The columns side by side. Each is cast for itself: long and double columns together would make doubles of all."""
    if data.shape[1] == 1 and len(data) and isinstance(data.iloc[0, 0], (list, np.ndarray)):
        return np.array(data.iloc[:, 0].tolist())
    if data.dtypes.nunique() == 1:
        return data.to_numpy()
    return np.column_stack([_cast(data.iloc[:, column].to_numpy(), spec) for column in range(data.shape[1])])


def _cast(values, spec):
    """Casts to the graph's element type. A value that would change, other than by rounding a decimal number, is an error."""
    target = np.dtype(_DTYPES[spec.type])
    with np.errstate(all="ignore"):
        if target.kind == "O":
            cast = values.astype(object)
            fits = all(isinstance(value, str) for value in cast.flat)
        elif target.kind == "f":
            wide = values.astype(np.float64)
            cast = wide.astype(target)
            whole = values.dtype.kind in "iu"
            fits = np.array_equal(cast.astype(values.dtype), values) if whole else np.array_equal(np.isinf(cast), np.isinf(wide))
        else:
            cast = values.astype(target)
            fits = np.array_equal(cast, values)
    if not fits:
        raise ValueError(f"The model's input '{spec.name}' is a {spec.type}, which cannot hold a value that is given for it.")
    return cast


def _tensor(values, spec):
    """Casts to the graph's element type and brings the values of each row into the graph's shape."""
    row = [length if isinstance(length, int) else -1 for length in spec.shape[1:]]
    values = _cast(values, spec)
    if row.count(-1) > 1 or values.ndim == len(spec.shape):
        return values
    return values.reshape([len(values)] + row) if len(values) else values


def _join(parts):
    if isinstance(parts[0], list):
        return [item for part in parts for item in part]
    return np.concatenate([np.atleast_1d(part) for part in parts])


def _records(names, values, rows):
    if len(values) == 1 and isinstance(values[0], np.ndarray) and values[0].ndim == 2 and values[0].shape[1] != 1:
        if len(values[0]) != rows:
            raise ValueError(f"The model's output '{names[0]}' has the shape {values[0].shape} for {rows} rows.")
        frame = pd.DataFrame(values[0])
        frame.columns = [str(column) for column in frame.columns]
        return frame
    return pd.DataFrame({name: _column(value, rows) for name, value in zip(names, values)}, columns=names)


def _column(value, rows):
    if isinstance(value, list):
        return [{str(key): item for key, item in record.items()} for record in value]
    flat = value.reshape(rows, -1)
    return flat[:, 0] if flat.shape[1] == 1 else [row.tolist() for row in value]
