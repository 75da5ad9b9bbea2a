namespace AmlEndpoints.Service;

/// <summary>Makes paths of names.</summary>
internal static class ServicePath
{
    /// <summary>The names, escaped, each behind a slash.</summary>
    /// <exception cref="AmlServiceException">A name is none: it would lead to another resource.</exception>
    public static string Join(IReadOnlyList<string> names) => string.Concat(names.Select(name => "/" + Escape(name)));

    // A parser of addresses takes "onlineEndpoints/.." for the workspace itself, also when the dots are escaped.
    private static string Escape(string name) => name is "" or "." or ".."
        ? throw new AmlServiceException(ServiceErrors.InvalidName, "use this name", $"'{name}' cannot be the name of a resource. Give a name of letters, digits and dashes.")
        : Uri.EscapeDataString(name);
}
