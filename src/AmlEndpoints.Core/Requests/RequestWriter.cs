using System.Text;
using AmlEndpoints.Models;
using AmlEndpoints.Scoring;

namespace AmlEndpoints.Requests;

/// <summary>Writes rows as a request in one of the dialects.</summary>
public static class RequestWriter
{
    /// <summary>Writes the rows.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="dialect">The form.</param>
    /// <param name="model">
    /// The model the request is for, or null. It gives names to rows without any, says which texts are meant as texts, decides between
    /// rows and tensors, and the request is read back with it.
    /// </param>
    /// <returns>The text: JSON without white space, or CSV.</returns>
    /// <exception cref="AmlInputException">There are no rows, or they do not fit the model.</exception>
    public static string Write(RequestTable table, RequestDialect dialect, OnnxModel? model)
    {
        if (table.Count == 0)
        {
            throw new AmlInputException(InputErrors.Empty, "there are no rows to make a request of.");
        }

        if (model?.Plan.ColumnNames is { } names && table.Unnamed)
        {
            table.Rename(names);
        }

        table.InferNumbers(column => model is null || TypeOf(model.Plan, table, column) is not DataType.String);
        string text = Write(table, dialect, model?.Plan);
        if (model is not null && dialect != RequestDialect.Csv)
        {
            using ScoringRun run = model.Rent();
            model.JsonReader.Read(Encoding.UTF8.GetBytes(text), run.Table);
        }

        return text;
    }

    /// <summary>Writes the rows as several requests, in order. What a column holds is decided for all rows together.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="dialect">The form.</param>
    /// <param name="rows">How many rows a request has at most.</param>
    public static IEnumerable<string> WriteBatches(RequestTable table, RequestDialect dialect, int rows)
    {
        table.InferNumbers(_ => true);
        for (int first = 0; first < table.Count; first += rows)
        {
            yield return Write(table.Slice(first, Math.Min(rows, table.Count - first)), dialect, plan: null);
        }
    }

    private static DataType? TypeOf(InputPlan plan, RequestTable table, int column) =>
        !plan.Named ? plan.Columns is null ? plan.Tensors[0].Type : plan.Columns.ElementAtOrDefault(column)?.Type
        : plan.Columns is null ? plan.Tensors.FirstOrDefault(tensor => tensor.Name == table.Names[column]).Type
        : plan.Columns.FirstOrDefault(slot => slot.Name == table.Names[column])?.Type;

    private static string Write(RequestTable table, RequestDialect dialect, InputPlan? plan)
    {
        bool tensors = plan is { Columns: null };
        bool lists = tensors && plan!.Inputs.Count == 1 || (plan is null && table.Unnamed);
        return dialect switch
        {
            RequestDialect.Csv => Csv(table),
            RequestDialect.Split => Split(table),
            RequestDialect.DataframeSplit => $"{{\"dataframe_split\":{Split(table)}}}",
            RequestDialect.DataframeRecords => $"{{\"dataframe_records\":{Records(table)}}}",
            RequestDialect.InputData => $"{{\"input_data\":{(!tensors ? Split(table) : lists ? Tensor(table, plan!) : Columns(table))}}}",
            RequestDialect.Instances => $"{{\"instances\":{(lists ? Tensor(table, plan) : Records(table))}}}",
            RequestDialect.Inputs => $"{{\"inputs\":{(lists ? Tensor(table, plan) : Columns(table))}}}",
            _ => throw new ArgumentOutOfRangeException(nameof(dialect)),
        };
    }

    private static string Split(RequestTable table) =>
        $"{{\"columns\":{List(table.Names.Select(Json))},\"index\":{List(Enumerable.Range(0, table.Count).Select(row => $"{row}"))},\"data\":{List(table.Rows.Select(Row))}}}";

    private static string Records(RequestTable table) => List(table.Rows.Select(row =>
        $"{{{string.Join(',', row.Select((cell, column) => $"{Json(table.Names[column])}:{cell.ToJson()}"))}}}"));

    private static string Columns(RequestTable table) =>
        $"{{{string.Join(',', table.Names.Select((name, column) => $"{Json(name)}:{List(table.Rows.Select(row => row[column].ToJson()))}"))}}}";

    // The values of a row as lists in lists, in the shape of the model's rows.
    private static string Tensor(RequestTable table, InputPlan? plan)
    {
        long[] shape = plan?.Inputs[0].RowDimensions.ToArray() ?? [];
        bool shaped = shape.Length > 1 && shape.All(length => length > 0) && shape.Aggregate(1L, (product, length) => product * length) == table.Names.Count;
        bool scalar = plan is not null && shape.Length == 0;
        return List(table.Rows.Select(row => scalar ? row[0].ToJson() : shaped ? Nested(row, shape) : row.Length == 1 && row[0].Kind == RequestCellKind.List ? row[0].ToJson() : Row(row)));
    }

    private static string Nested(ReadOnlySpan<RequestCell> cells, ReadOnlySpan<long> shape)
    {
        if (shape.Length == 1)
        {
            return Row(cells.ToArray());
        }

        List<string> items = [];
        int step = cells.Length / (int)shape[0];
        for (int index = 0; index < shape[0]; index++)
        {
            items.Add(Nested(cells.Slice(index * step, step), shape[1..]));
        }

        return List(items);
    }

    private static string Csv(RequestTable table)
    {
        StringBuilder text = new();
        text.AppendJoin(',', table.Names.Select(CsvText.Quote)).Append('\n');
        foreach (RequestCell[] row in table.Rows)
        {
            text.AppendJoin(',', row.Select(cell => cell.ToCsv())).Append('\n');
        }

        return text.ToString();
    }

    private static string Row(RequestCell[] row) => List(row.Select(cell => cell.ToJson()));

    private static string List(IEnumerable<string> items) => $"[{string.Join(',', items)}]";

    private static string Json(string name) => new RequestCell(RequestCellKind.Text, name).ToJson();
}
