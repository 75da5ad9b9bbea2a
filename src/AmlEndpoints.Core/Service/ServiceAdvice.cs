namespace AmlEndpoints.Service;

/// <summary>What to do about an answer, by its HTTP status.</summary>
internal static class ServiceAdvice
{
    /// <summary>A sentence with a space before it, or nothing.</summary>
    public static string For(int status, TimeSpan? retryAfter) => status switch
    {
        401 => " The access token is missing, wrong or has expired: connect to the workspace again.",
        403 => " The identity you are signed in with lacks a role for this in the workspace, such as AzureML Data Scientist; ask an owner of it.",
        404 => " Check the name, and that you are connected to the right workspace.",
        409 => " If another operation on it is still running, wait until its provisioning state is Succeeded, and try again.",
        429 => $" There were too many requests: try again in {Math.Ceiling((retryAfter ?? TimeSpan.FromMinutes(1)).TotalSeconds):F0} s.",
        >= 500 => " The fault is the service's: try again later.",
        _ => "",
    };
}
