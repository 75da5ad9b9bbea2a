using System.Collections;
using System.ComponentModel;
using System.Management.Automation;
using AmlEndpoints.Online;
using AmlEndpoints.Service;
using AmlEndpoints.Yaml;

namespace AmlEndpoints.OnlineCommands;

/// <summary>What New-AmlOnlineEndpoint and Set-AmlOnlineEndpoint share: the parameters, and the body that is made of them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class OnlineEndpointChange : WorkspaceCommand
{
    /// <summary>The endpoint: 3 to 32 letters, digits and dashes, unique in the region.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = ByName)]
    [Parameter(ParameterSetName = ByFile)]
    [Alias("EndpointName")]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>A managed online endpoint file (YAML). Parameters go over what it says.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByFile)]
    [ValidateNotNullOrEmpty]
    public string? File { get; set; }

    /// <summary>What a caller shows: one of two keys, a token of Azure Machine Learning, or one of Microsoft Entra. Default of a new endpoint: keys.</summary>
    [Parameter]
    public EndpointAuthMode? AuthMode { get; set; }

    /// <summary>Free text.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>Labels; those that are there and not named go.</summary>
    [Parameter]
    [Alias("Tags")]
    public IDictionary? Tag { get; set; }

    /// <summary>Whether the endpoint can be reached from the internet. Default of a new endpoint: Enabled.</summary>
    [Parameter]
    [ValidateSet("Enabled", "Disabled")]
    public string? PublicNetworkAccess { get; set; }

    /// <summary>Gives the operation and does not wait for its end.</summary>
    [Parameter]
    public SwitchParameter NoWait { get; set; }

    /// <summary>Reads the file, if there is one, and takes the name from it unless it was given.</summary>
    /// <exception cref="AmlFileException">The file is not valid, or nothing names the endpoint.</exception>
    private protected ResourceBody? ReadFile()
    {
        if (File is null)
        {
            return null;
        }

        string path = this.Resolve(File);
        OnlineEndpointSpec spec = SpecFile.ReadEndpoint(path);
        Name = Name.Length > 0 ? Name : spec.Name ?? throw ErrorRecords.NotNamed(path, "name", "-Name");
        return spec.ToBody();
    }

    /// <summary>The ARM body: a start, and over it what the parameters say.</summary>
    /// <param name="start">An endpoint's present body, or an empty one.</param>
    private protected ResourceBody BodyFrom(ResourceBody start) => start.Copy()
        .Set(AuthMode?.ToString(), "properties", "authMode")
        .Default(nameof(EndpointAuthMode.Key), "properties", "authMode")
        .Set(Description, "properties", "description")
        .Set(PublicNetworkAccess, "properties", "publicNetworkAccess")
        .Set(PipelineTable.ToTexts(Tag), "tags");

    private protected async Task CreateAsync(ResourceBody? file, CancellationToken cancellationToken) =>
        await FinishAsync(await Endpoints.CreateAsync(Name, BodyFrom(file ?? new ResourceBody()), cancellationToken), NoWait, cancellationToken);
}
