using System.Text.Json.Nodes;
using AmlEndpoints.LocalServer.Arm;
using AmlEndpoints.LocalServer.Blobs;
using AmlEndpoints.LocalServer.Datastores;

namespace AmlEndpoints.LocalServer.Assets;

/// <summary>Gives a place to upload the files of a code version to (CodeVersions_CreateOrGetStartPendingUpload in spec/mfe.json).</summary>
internal sealed class PendingUploadRoutes(BlobAccount account, BlobSas sas, TimeProvider time)
{
    public void Map(ArmRoutes routes) => routes.Map("POST", "codes/{name}/versions/{version}/startPendingUpload", StartAsync);

    private async Task<ArmAnswer> StartAsync(ArmRequest request)
    {
        JsonObject body = await request.ReadBodyAsync(optional: true);
        string id = body.Text("pendingUploadId") is { Length: > 0 } given ? given : Guid.NewGuid().ToString();
        string container = $"{request.BaseUri}/{account.Name}/{account.Container}";
        return ArmAnswer.Ok(new JsonObject
        {
            ["pendingUploadId"] = id,
            ["pendingUploadType"] = "TemporaryBlobReference",
            ["blobReferenceForConsumption"] = new JsonObject
            {
                ["blobUri"] = $"{container}/PendingUpload/{Uri.EscapeDataString(id)}",
                ["storageAccountArmId"] = account.Name,
                ["credential"] = new JsonObject
                {
                    ["credentialType"] = "SAS",
                    ["sasUri"] = $"{container}?{DatastoreRoutes.CreateSas(sas, time)}",
                },
            },
        });
    }
}
