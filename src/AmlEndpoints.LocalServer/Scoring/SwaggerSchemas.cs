using System.Buffers;
using System.Text.Json.Nodes;
using AmlEndpoints.Models;
using AmlEndpoints.Scoring;

namespace AmlEndpoints.LocalServer.Scoring;

/// <summary>What an endpoint takes and gives, as schemas of a swagger document: ServiceInput, ServiceOutput, ErrorResponse.</summary>
internal static class SwaggerSchemas
{
    /// <summary>Makes the schemas of a model.</summary>
    public static JsonObject Create(OnnxModel model) => new()
    {
        ["ServiceInput"] = new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray("input_data"),
            ["properties"] = new JsonObject { ["input_data"] = model.Plan.Columns is { } columns ? Table(columns) : Tensors(model) },
            ["example"] = new JsonObject { ["input_data"] = Example(model) },
        },
        ["ServiceOutput"] = ListOf(new JsonObject { ["type"] = "object" }),
        ["ErrorResponse"] = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { ["message"] = new JsonObject { ["type"] = "string" } },
        },
    };

    // pandas' split form.
    private static JsonObject Table(IReadOnlyList<ColumnSlot> columns)
    {
        bool alike = columns.All(column => column.Type == columns[0].Type && column.TakesList == columns[0].TakesList);
        JsonObject cell = !alike ? [] : columns[0].TakesList ? ListOf(Value(columns[0].Type)) : Value(columns[0].Type);
        JsonObject name = new() { ["type"] = "string", ["enum"] = new JsonArray([.. columns.Select(column => JsonValue.Create(column.Name))]) };
        return new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray("columns", "data"),
            ["properties"] = new JsonObject
            {
                ["columns"] = ListOf(name),
                ["index"] = ListOf(new JsonObject { ["type"] = "integer" }),
                ["data"] = ListOf(ListOf(cell)),
            },
        };
    }

    private static JsonObject Tensors(OnnxModel model)
    {
        InputPlan plan = model.Plan;
        if (!InputDataForm.Of(model).IsObject)
        {
            return Tensor(plan, 0);
        }

        JsonObject properties = [];
        JsonArray required = [];
        for (int index = 0; index < plan.Inputs.Count; index++)
        {
            properties[plan.Tensors[index].Name] = Tensor(plan, index);
            required.Add(plan.Tensors[index].Name);
        }

        return new JsonObject { ["type"] = "object", ["required"] = required, ["properties"] = properties };
    }

    private static JsonObject Tensor(InputPlan plan, int index)
    {
        JsonObject schema = Value(plan.Tensors[index].Type);
        foreach (long _ in plan.Inputs[index].Dimensions)
        {
            schema = ListOf(schema);
        }

        return schema;
    }

    private static JsonObject Value(DataType type) => type switch
    {
        DataType.Boolean => new JsonObject { ["type"] = "boolean" },
        DataType.Integer => new JsonObject { ["type"] = "integer", ["format"] = "int32" },
        DataType.Long => new JsonObject { ["type"] = "integer", ["format"] = "int64" },
        DataType.Float => new JsonObject { ["type"] = "number", ["format"] = "float" },
        DataType.Double => new JsonObject { ["type"] = "number", ["format"] = "double" },
        _ => new JsonObject { ["type"] = "string" },
    };

    private static JsonObject ListOf(JsonObject items) => new() { ["type"] = "array", ["items"] = items };

    // The rows of the folder's input example, else zeros.
    private static JsonNode? Example(OnnxModel model)
    {
        ScoringRun run = model.Rent();
        if (!ExampleRows.TryFill(model, run.Table, out _))
        {
            InputExample.Fill(model, run.Table, null);
        }

        ArrayBufferWriter<byte> text = new();
        InputExample.Write(model.Plan, run.Table, tensors: model.Plan.Columns is null, text);
        model.Return(run);
        JsonNode? example = JsonNode.Parse(text.WrittenSpan);
        return model.Plan.Tensors.Count == 1 && InputDataForm.Of(model).IsObject ? new JsonObject { [model.Plan.Tensors[0].Name] = example } : example;
    }
}
