namespace AmlEndpoints.Online;

/// <summary>A number as an endpoint printed it, for files that are to have the same digits.</summary>
/// <param name="Text">The digits, or NaN, Infinity or -Infinity, which Python writes.</param>
internal sealed record NumberText(string Text);
