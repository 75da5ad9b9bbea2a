using System.Net.Http.Headers;

namespace AmlEndpoints.LocalServer.Tests.ControlPlane;

public sealed class SurvivingAnyRequest(ControlPlaneFixture server) : ControlPlaneTest(server)
{
    [Fact]
    public async Task No_kind_of_request_makes_the_server_fail()
    {
        const int Seed = 20240401;
        Random random = new(Seed);
        string endpoint = await NewServingEndpointAsync();
        for (int round = 0; round < 4000; round++)
        {
            RandomRequest made = RandomRequest.Make(random, endpoint);
            using HttpRequestMessage request = new(new HttpMethod(made.Method), Client.AddressOf(made.Path));
            if (made.Body is not null)
            {
                request.Content = new StringContent(made.Body);
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            }

            Reply reply = await Client.SendAsync(request);

            Assert.True(reply.Status is < 500 or 501, $"Round {round} of seed {Seed}: {made} gave {reply.Status} {reply.Text}");
        }

        Assert.False(File.Exists(Path.Combine(Server.Folder, "server.log")));
    }
}
