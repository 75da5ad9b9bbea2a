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
        names = [output.name for output in self._session.get_outputs()]
        inputs = self._session.get_inputs()
        fixed = next((i.shape[0] for i in inputs if i.shape and isinstance(i.shape[0], int)), rows)
        parts = [
            self._session.run(names, {name: value[first:first + fixed] for name, value in feeds.items()})
            for first in range(0, rows, max(fixed, 1))
        ]
        values = [_join([part[index] for part in parts]) for index in range(len(names))]
        return _records(names, values, rows)

    def _feeds(self, data):
        inputs = self._session.get_inputs()
        if isinstance(data, pd.DataFrame):
            if len(inputs) == 1:
                only_lists = data.shape[1] == 1 and isinstance(data.iloc[0, 0], (list, np.ndarray))
                matrix = np.array(data.iloc[:, 0].tolist()) if only_lists else data.to_numpy()
                return {inputs[0].name: _tensor(matrix, inputs[0])}
            return {i.name: _tensor(np.array(data[i.name].tolist()), i) for i in inputs}
        if isinstance(data, dict):
            return {i.name: _tensor(np.asarray(data[i.name]), i) for i in inputs}
        return {inputs[0].name: _tensor(np.asarray(data), inputs[0])}


def _tensor(values, spec):
    """Casts to the graph's element type and brings the values of each row into the graph's shape."""
    row = [length if isinstance(length, int) else -1 for length in spec.shape[1:]]
    values = values.astype(_DTYPES[spec.type])
    if row.count(-1) > 1 or values.ndim == len(spec.shape):
        return values
    return values.reshape([len(values)] + row) if len(values) else values.reshape([0] + [max(n, 0) for n in row])


def _join(parts):
    if isinstance(parts[0], list):
        return [item for part in parts for item in part]
    return np.concatenate([np.atleast_1d(part) for part in parts])


def _records(names, values, rows):
    if len(values) == 1 and isinstance(values[0], np.ndarray) and values[0].ndim == 2 and values[0].shape[1] != 1:
        frame = pd.DataFrame(values[0])
        frame.columns = [str(column) for column in frame.columns]
        return frame
    return pd.DataFrame({name: _column(value, rows) for name, value in zip(names, values)}, columns=names)


def _column(value, rows):
    if isinstance(value, list):
        return [{str(key): item for key, item in record.items()} for record in value]
    flat = value.reshape(rows, -1)
    return flat[:, 0] if flat.shape[1] == 1 else [row.tolist() for row in value]
