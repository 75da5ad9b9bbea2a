using System.Collections;
using System.ComponentModel;
using System.Management.Automation;
using System.Text.Json.Nodes;

namespace AmlEndpoints.ModelCommands;

/// <summary>What New-AmlModel and Set-AmlModel share: the parameters, and the body that is made of them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ModelBody : ModelCommand
{
    /// <summary>Free text.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>Labels; those that are there and not named go.</summary>
    [Parameter]
    [Alias("Tags")]
    public IDictionary? Tag { get; set; }

    /// <summary>Names and values that cannot be changed once they are there.</summary>
    [Parameter]
    [Alias("Properties")]
    public IDictionary? Property { get; set; }

    /// <summary>Where the model is in its life: Development, Production …</summary>
    [Parameter]
    public string? Stage { get; set; }

    /// <summary>The ARM body: a start, and over it what the parameters say.</summary>
    /// <param name="start">A model's present body, or an empty one.</param>
    private protected JsonObject BodyFrom(JsonObject start)
    {
        JsonObject body = start.DeepClone().AsObject();
        if (body["properties"] is not JsonObject properties)
        {
            body["properties"] = properties = [];
        }

        Put(properties, "description", Description);
        Put(properties, "stage", Stage);
        Put(properties, "tags", Tag is null ? null : PipelineTable.ToTexts(Tag));
        Put(properties, "properties", Property is null ? null : PipelineTable.ToTexts(Property));
        return body;
    }

    private static void Put(JsonObject json, string name, JsonNode? value)
    {
        if (value is not null)
        {
            json[name] = value;
        }
    }
}
