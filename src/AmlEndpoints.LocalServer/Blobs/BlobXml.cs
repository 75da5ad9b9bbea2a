using System.Globalization;
using System.Text;
using System.Xml;

namespace AmlEndpoints.LocalServer.Blobs;

/// <summary>The XML of the answers.</summary>
internal static class BlobXml
{
    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(false), CheckCharacters = true };

    private static readonly (string Element, bool Committed, string Other)[] BlockElements =
        [("CommittedBlocks", true, "uncommitted"), ("UncommittedBlocks", false, "committed")];

    /// <summary>Answers with a document.</summary>
    public static async Task AnswerAsync(HttpResponse response, Action<XmlWriter> write)
    {
        using MemoryStream buffer = new();
        using (XmlWriter xml = XmlWriter.Create(buffer, Settings))
        {
            xml.WriteStartDocument();
            write(xml);
        }

        response.ContentType = "application/xml";
        response.ContentLength = buffer.Length;
        buffer.Position = 0;
        await buffer.CopyToAsync(response.Body).ConfigureAwait(false);
    }

    /// <summary>An error (https://learn.microsoft.com/rest/api/storageservices/status-and-error-codes2).</summary>
    public static void WriteError(XmlWriter xml, BlobException error)
    {
        xml.WriteStartElement("Error");
        xml.WriteElementString("Code", error.Code);
        xml.WriteElementString("Message", string.Concat(error.Message.Select(letter => XmlConvert.IsXmlChar(letter) ? letter : '?')));
        xml.WriteEndElement();
    }

    /// <summary>A page of blobs.</summary>
    public static void WriteListing(
        XmlWriter xml, BlobListing listing, (IReadOnlyList<BlobListingItem> Items, string? NextMarker) page, string endpoint, string container)
    {
        xml.WriteStartElement("EnumerationResults");
        xml.WriteAttributeString("ServiceEndpoint", endpoint);
        xml.WriteAttributeString("ContainerName", container);
        xml.WriteElementString("Prefix", listing.Prefix);
        xml.WriteElementString("Marker", listing.Marker);
        xml.WriteElementString("MaxResults", listing.MaxResults.ToString(CultureInfo.InvariantCulture));
        xml.WriteElementString("Delimiter", listing.Delimiter);
        xml.WriteStartElement("Blobs");
        foreach (BlobListingItem item in page.Items)
        {
            if (item.Blob is not null)
            {
                WriteBlob(xml, item.Blob, listing.WithMetadata);
                continue;
            }

            xml.WriteStartElement("BlobPrefix");
            xml.WriteElementString("Name", item.Name);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteElementString("NextMarker", page.NextMarker ?? "");
        xml.WriteEndElement();
    }

    /// <summary>The blocks of a blob.</summary>
    /// <param name="type">committed, uncommitted or all.</param>
    public static void WriteBlocks(XmlWriter xml, IReadOnlyList<BlobBlock> blocks, string type)
    {
        xml.WriteStartElement("BlockList");
        foreach ((string element, bool committed, string other) in BlockElements)
        {
            if (type == other)
            {
                continue;
            }

            xml.WriteStartElement(element);
            foreach (BlobBlock block in blocks.Where(block => block.Committed == committed))
            {
                xml.WriteStartElement("Block");
                xml.WriteElementString("Name", block.Id);
                xml.WriteElementString("Size", block.Length.ToString(CultureInfo.InvariantCulture));
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteBlob(XmlWriter xml, BlobProperties blob, bool withMetadata)
    {
        xml.WriteStartElement("Blob");
        xml.WriteElementString("Name", blob.Name);
        xml.WriteStartElement("Properties");
        xml.WriteElementString("Creation-Time", blob.CreatedOn.ToString("R", CultureInfo.InvariantCulture));
        xml.WriteElementString("Last-Modified", blob.LastModified.ToString("R", CultureInfo.InvariantCulture));
        xml.WriteElementString("Etag", blob.ETag.Trim('"'));
        xml.WriteElementString("Content-Length", blob.Length.ToString(CultureInfo.InvariantCulture));
        xml.WriteElementString("Content-Type", blob.ContentType);
        foreach ((string name, _) in BlobHeaders.Kept)
        {
            xml.WriteElementString(name, blob.HttpHeaders.GetValueOrDefault(name, ""));
        }

        xml.WriteElementString("Content-MD5", blob.ContentMd5 ?? "");
        xml.WriteElementString("BlobType", "BlockBlob");
        xml.WriteElementString("LeaseStatus", "unlocked");
        xml.WriteElementString("LeaseState", "available");
        xml.WriteEndElement();
        if (withMetadata)
        {
            xml.WriteStartElement("Metadata");
            foreach ((string name, string value) in blob.Metadata)
            {
                xml.WriteElementString(name, value);
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }
}
