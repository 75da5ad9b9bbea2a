using System.Text;

namespace AmlEndpoints.Scoring;

/// <summary>
/// Reads a request in any of the JSON dialects (mlflow/pyfunc/scoring_server, Azure's mlflow_score_script.py) into a table.
/// One for each model: it remembers the layout of the last request, since the same columns come again and again.
/// </summary>
internal sealed class JsonRequestReader(InputPlan plan)
{
    private static readonly string[] _keys = ["input_data", "dataframe_split", "dataframe_records", "instances", "inputs"];

    private Header? _lastHeader;

    /// <summary>The layout of rows whose column names had these bytes.</summary>
    private sealed record Header(byte[] Text, RowBinding Binding);

    /// <summary>Reads a request; the table is emptied first.</summary>
    /// <exception cref="AmlInputException">The text is not JSON, not a dialect, or its values do not fit the model.</exception>
    public void Read(ReadOnlySpan<byte> text, InputTable table)
    {
        table.Clear();
        JsonCursor json = new(text[ByteOrderMark.LengthIn(text)..]);
        switch (json.Peek())
        {
            case (byte)'{':
                ReadDocument(ref json, table);
                break;
            case (byte)'[':
                ReadBareList(ref json, table);
                break;
            case 0 when json.Rest.IsEmpty:
                throw new AmlInputException(InputErrors.Empty, "there is no JSON text: it is empty.");
            default:
                throw new AmlInputException(InputErrors.UnknownDialect, $"the JSON is neither an object nor a list ({json.Place()}). {Expected}");
        }

        json.End();
        if (table.Rows == 0)
        {
            throw new AmlInputException(InputErrors.Empty, "there are no rows.");
        }
    }

    private static string Expected => $"Give one of {string.Join(", ", _keys)}, or pandas' split form with columns and data.";

    private void ReadDocument(ref JsonCursor json, InputTable table)
    {
        int start = json.Position;
        string? dialect = null;
        int value = 0;
        json.Skip(1);
        bool more = !json.TryTake((byte)'}');
        while (more)
        {
            ReadOnlySpan<byte> key = json.TakeString();
            json.Take((byte)':');
            json.Peek();
            if (dialect is null && IsSplitKey(key))
            {
                json.MoveTo(start);
                ReadSplit(ref json, table, strict: false);
                return;
            }

            if (DialectOf(key) is { } found)
            {
                if (dialect is not null)
                {
                    throw new AmlInputException(InputErrors.UnknownDialect, $"the JSON has both '{dialect}' and '{found}'. Give one of them.");
                }

                (dialect, value) = (found, json.Position);
                ReadDialect(ref json, found, table);
            }
            else
            {
                json.SkipValue();
            }

            more = json.TakeNext((byte)'}');
        }

        if (dialect is null)
        {
            throw new AmlInputException(InputErrors.UnknownDialect, $"the JSON object has none of the keys of a request. {Expected}");
        }
    }

    private static bool IsSplitKey(ReadOnlySpan<byte> key) => key.SequenceEqual("columns"u8) || key.SequenceEqual("index"u8) || key.SequenceEqual("data"u8);

    private static string? DialectOf(ReadOnlySpan<byte> key)
    {
        foreach (string known in _keys)
        {
            if (key.Length == known.Length && Encoding.ASCII.GetString(key) == known)
            {
                return known;
            }
        }

        return null;
    }

    private void ReadDialect(ref JsonCursor json, string dialect, InputTable table)
    {
        byte first = json.Peek();
        switch (dialect)
        {
            case "dataframe_split":
                ReadSplit(ref json, table, strict: true);
                break;
            case "dataframe_records":
                ReadRecords(ref json, table);
                break;
            case "instances" when first == (byte)'[' && StartsWithObject(ref json):
                ReadRecords(ref json, table);
                break;
            case "input_data" when first == (byte)'{' && (plan.Columns is not null || HasMember(ref json, "columns"u8)):
                ReadSplit(ref json, table, strict: false);
                break;
            case "input_data" when plan.Columns is not null:
                throw new AmlInputException(InputErrors.UnknownDialect, "input_data must have pandas' split form, {\"columns\": […], \"data\": [[…], …]}: the model's signature has columns, and Azure takes nothing else for them.");
            case "input_data" when first == (byte)'[' && StartsWithObject(ref json):
                throw new AmlInputException(InputErrors.UnknownDialect, "input_data cannot be a list of records: Azure takes a list of numbers or texts for a tensor. Use dataframe_records for predictions with MLflow or with this module.");
            default:
                ReadTensors(ref json, table);
                break;
        }
    }

    // MLflow 1's server reads a bare list as records; lists of values make a tensor, as in input_data.
    private void ReadBareList(ref JsonCursor json, InputTable table)
    {
        if (StartsWithObject(ref json))
        {
            ReadRecords(ref json, table);
        }
        else
        {
            ReadTensors(ref json, table);
        }
    }

    private void ReadSplit(ref JsonCursor json, InputTable table, bool strict)
    {
        RowBinding? binding = null;
        int data = -1;
        int rows = 0;
        json.Take((byte)'{');
        bool more = !json.TryTake((byte)'}');
        while (more)
        {
            ReadOnlySpan<byte> key = json.TakeString();
            json.Take((byte)':');
            json.Peek();
            if (key.SequenceEqual("columns"u8))
            {
                binding = binding is null ? ReadHeader(ref json) : throw Twice("columns");
            }
            else if (key.SequenceEqual("data"u8))
            {
                data = data < 0 ? json.Position : throw Twice("data");
                if (binding is null)
                {
                    json.SkipValue();
                }
                else
                {
                    rows = ReadRows(ref json, binding, table);
                }
            }
            else if (strict && !key.SequenceEqual("index"u8))
            {
                throw new AmlInputException(InputErrors.UnknownDialect, $"dataframe_split has the key '{Encoding.UTF8.GetString(key)}'; its keys are columns, index and data.");
            }
            else
            {
                json.SkipValue();
            }

            more = json.TakeNext((byte)'}');
        }

        if (data < 0)
        {
            throw new AmlInputException(InputErrors.UnknownDialect, "the split form has no 'data'.");
        }

        if (rows == 0)
        {
            // The columns stand behind the data, or there are none.
            int end = json.Position;
            json.MoveTo(data);
            ReadRows(ref json, binding ?? BindUnnamed(ref json), table);
            json.MoveTo(end);
        }
    }

    private static AmlInputException Twice(string key) => new(InputErrors.UnknownDialect, $"the split form has '{key}' twice.");

    private RowBinding ReadHeader(ref JsonCursor json)
    {
        if (_lastHeader is { } last && json.Rest.StartsWith(last.Text))
        {
            json.Skip(last.Text.Length);
            return last.Binding;
        }

        int start = json.Position;
        List<string> names = [];
        json.Take((byte)'[');
        bool more = !json.TryTake((byte)']');
        while (more)
        {
            // pandas' default labels are whole numbers.
            names.Add(Encoding.UTF8.GetString(json.Peek() == (byte)'"' ? json.TakeString() : json.TakeNumber()));
            more = json.TakeNext((byte)']');
        }

        RowBinding binding = plan.Bind(names, names.Count);
        int end = json.Position;
        json.MoveTo(start);
        _lastHeader = new Header(json.Rest[..(end - start)].ToArray(), binding);
        json.MoveTo(end);
        return binding;
    }

    private int ReadRows(ref JsonCursor json, RowBinding binding, InputTable table)
    {
        table.Bind(binding);
        json.Take((byte)'[');
        bool more = !json.TryTake((byte)']');
        while (more)
        {
            JsonRowReader.ReadList(ref json, plan, binding, table);
            more = json.TakeNext((byte)']');
        }

        return table.Rows;
    }

    private RowBinding BindUnnamed(ref JsonCursor json)
    {
        int start = json.Position;
        int count = 0;
        json.Take((byte)'[');
        if (json.Peek() == (byte)'[')
        {
            json.Skip(1);
            for (bool more = !json.TryTake((byte)']'); more; more = json.TakeNext((byte)']'))
            {
                json.SkipValue();
                count++;
            }
        }

        json.MoveTo(start);
        return plan.Bind(null, count);
    }

    private void ReadRecords(ref JsonCursor json, InputTable table)
    {
        json.Take((byte)'[');
        JsonRecordReader records = new(plan, table);
        for (bool more = !json.TryTake((byte)']'); more; more = json.TakeNext((byte)']'))
        {
            records.Read(ref json);
        }
    }

    private void ReadTensors(ref JsonCursor json, InputTable table) => JsonTensors.Read(ref json, plan, table);

    private static bool StartsWithObject(ref JsonCursor json)
    {
        int start = json.Position;
        json.Take((byte)'[');
        bool result = json.Peek() == (byte)'{';
        json.MoveTo(start);
        return result;
    }

    private static bool HasMember(ref JsonCursor json, ReadOnlySpan<byte> name)
    {
        int start = json.Position;
        bool found = false;
        json.Take((byte)'{');
        for (bool more = !json.TryTake((byte)'}'); more && !found; more = !found && json.TakeNext((byte)'}'))
        {
            found = json.TakeString().SequenceEqual(name);
            json.Take((byte)':');
            if (!found)
            {
                json.SkipValue();
            }
        }

        json.MoveTo(start);
        return found;
    }
}
