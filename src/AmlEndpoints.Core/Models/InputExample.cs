using System.Buffers;
using System.Text;
using System.Text.Json;
using AmlEndpoints.Scoring;

namespace AmlEndpoints.Models;

/// <summary>The input example of a model folder (mlflow/models/utils.py, _Example): the rows of a file, or as many zeros as the model takes at once.</summary>
internal static class InputExample
{
    /// <summary>Fills the table with the given file's rows, or with zeros.</summary>
    public static void Fill(OnnxModel model, InputTable table, string? path)
    {
        table.Clear();
        if (path is not null)
        {
            Read(model, table, path);
            return;
        }

        int rows = model.Plan.FixedRows ?? 1;
        for (int index = 0; index < table.Tensors.Length; index++)
        {
            SetFreeLengths(table.Tensors[index], model.Inputs[index], rows);
        }

        table.SetRows(rows);
        foreach (TensorBuffer tensor in table.Tensors)
        {
            tensor.SetZero(0, rows * tensor.Stride);
        }
    }

    /// <summary>Writes the rows as MLflow 2.16 and later keep them: pandas' split form for columns, plain or named lists for tensors.</summary>
    public static void Write(InputPlan plan, InputTable table, bool tensors, IBufferWriter<byte> target)
    {
        if (!tensors)
        {
            WriteSplit(plan, table, target);
            return;
        }

        bool named = plan.Inputs.Count > 1;
        target.Write(named ? "{"u8 : default);
        for (int index = 0; index < plan.Inputs.Count; index++)
        {
            target.Write(index > 0 ? ", "u8 : default);
            if (named)
            {
                target.WriteQuoted(plan.Tensors[index].Name);
                target.Write(": "u8);
            }

            TensorBuffer tensor = table.Tensors[index];
            WriteNested(tensor, 0, table.Rows, RowShape(plan.Inputs[index], tensor), target);
        }

        target.Write(named ? "}"u8 : default);
    }

    /// <summary>Where the example of a folder lies, and what the MLmodel file says of it; null when it names none.</summary>
    public static (string Path, IReadOnlyDictionary<string, object?> Info)? Find(MlflowModel folder) =>
        folder.Properties.GetValueOrDefault("saved_input_example_info") is IReadOnlyDictionary<string, object?> info
        && info.GetValueOrDefault("artifact_path") is string name
            ? (Path.Combine(folder.Folder, name), info)
            : null;

    /// <summary>
    /// Makes a request of a folder's example, whatever release wrote it: with its parameters beside it (2.6 and later, key
    /// <c>inputs</c>), tensors in TensorFlow Serving's form (before 2.16) or plain.
    /// </summary>
    /// <param name="text">The file.</param>
    /// <param name="info">The key <c>saved_input_example_info</c> of the MLmodel file.</param>
    /// <exception cref="AmlInputException">The text is not JSON.</exception>
    public static byte[] ToRequest(byte[] text, IReadOnlyDictionary<string, object?> info)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            JsonElement example = document.RootElement;
            bool wrapped = example.ValueKind == JsonValueKind.Object && example.TryGetProperty("inputs", out _);
            if (wrapped && info.GetValueOrDefault("params") is not null)
            {
                example = example.GetProperty("inputs");
                wrapped = example.ValueKind == JsonValueKind.Object && example.TryGetProperty("inputs", out _);
            }

            return Encoding.UTF8.GetBytes(wrapped || info.GetValueOrDefault("type") as string == "dataframe" ? example.GetRawText() : $"{{\"inputs\": {example.GetRawText()}}}");
        }
        catch (JsonException error)
        {
            throw new AmlInputException(InputErrors.InvalidJson, $"the text is not valid JSON: {error.Message}", innerException: error);
        }
    }

    // Where only data can tell the length of a dimension, it is 1.
    private static void SetFreeLengths(TensorBuffer tensor, GraphValue input, int rows)
    {
        if (tensor.Stride == 0)
        {
            long[] shape = [.. input.RowDimensions.ToArray().Select(length => length < 0 ? 1 : length)];
            tensor.Shape = [rows, .. shape];
            tensor.Stride = checked((int)shape.Aggregate(1L, (product, length) => product * length));
        }
    }

    private static void Read(OnnxModel model, InputTable table, string path)
    {
        try
        {
            byte[] text = FileScoring.ReadAll(path);
            if (ContentTypes.Of(path) == ContentType.Json)
            {
                model.JsonReader.Read(text, table);
                return;
            }

            CsvBlockReader reader = new(new MemoryStream(text));
            using CsvBlock block = reader.Read() ?? throw new AmlInputException(InputErrors.Empty, "there is no text: it is empty.");
            CsvCells csv = new(block.Text);
            List<string> names = CsvRowReader.ReadHeader(ref csv);
            CsvRowReader.Read(block, csv.Position, model.Plan, model.Plan.Bind(names, names.Count), table, 0);
            if (table.Rows == 0)
            {
                throw new AmlInputException(InputErrors.Empty, "there are no rows below the header.");
            }
        }
        catch (AmlInputException error)
        {
            throw error.In(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new AmlFileException(FileErrors.AccessFailed, error.Message, path, innerException: error);
        }
    }

    private static void WriteSplit(InputPlan plan, InputTable table, IBufferWriter<byte> target)
    {
        target.Write("{\"columns\": ["u8);
        for (int column = 0; column < plan.Columns!.Count; column++)
        {
            target.Write(column > 0 ? ", "u8 : default);
            target.WriteQuoted(plan.Columns[column].Name);
        }

        target.Write("], \"data\": ["u8);
        for (int row = 0; row < table.Rows; row++)
        {
            target.Write(row > 0 ? ", ["u8 : "["u8);
            for (int column = 0; column < plan.Columns.Count; column++)
            {
                target.Write(column > 0 ? ", "u8 : default);
                ColumnSlot slot = plan.Columns[column];
                TensorBuffer tensor = table.Tensors[slot.Tensor];
                WriteCell(tensor, (row * tensor.Stride) + slot.Offset, slot.TakesList ? tensor.Stride : 1, slot.TakesList, target);
            }

            target.Write((byte)']');
        }

        target.Write("]}"u8);
    }

    private static void WriteCell(TensorBuffer tensor, int first, int count, bool list, IBufferWriter<byte> target)
    {
        target.Write(list ? "["u8 : default);
        for (int index = 0; index < count; index++)
        {
            target.Write(index > 0 ? ", "u8 : default);
            tensor.WriteJson(target, first + index);
        }

        target.Write(list ? "]"u8 : default);
    }

    private static long[] RowShape(GraphValue input, TensorBuffer tensor)
    {
        if (tensor.Shape is { } whole)
        {
            return whole[1..];
        }

        long[] shape = input.RowDimensions.ToArray();
        long known = shape.Where(length => length > 0).Aggregate(1L, (product, length) => product * length);
        return [.. shape.Select(length => length >= 0 ? length : tensor.Stride / known)];
    }

    private static void WriteNested(TensorBuffer tensor, int first, long length, ReadOnlySpan<long> shape, IBufferWriter<byte> target)
    {
        int step = 1;
        foreach (long inner in shape)
        {
            step *= (int)inner;
        }

        target.Write((byte)'[');
        for (int index = 0; index < length; index++)
        {
            target.Write(index > 0 ? ", "u8 : default);
            if (shape.Length == 0)
            {
                tensor.WriteJson(target, first + index);
            }
            else
            {
                WriteNested(tensor, first + (index * step), shape[0], shape[1..], target);
            }
        }

        target.Write((byte)']');
    }
}
