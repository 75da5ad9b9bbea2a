using System.Xml;

namespace AmlEndpoints.LocalServer.Blobs;

/// <summary>Reads block lists and finds their blocks (https://learn.microsoft.com/rest/api/storageservices/put-block-list).</summary>
internal static class BlockList
{
    /// <summary>The blocks that a blob can have.</summary>
    public const int MaximumCount = 50_000;

    private static readonly XmlReaderSettings Settings =
        new() { DtdProcessing = DtdProcessing.Prohibit, IgnoreWhitespace = true, IgnoreComments = true };

    /// <summary>Reads the XML of a request.</summary>
    /// <exception cref="BlobException">It is no block list, or it is too long.</exception>
    public static List<BlockReference> Parse(Stream xml)
    {
        List<BlockReference> list = [];
        try
        {
            using XmlReader reader = XmlReader.Create(xml, Settings);
            reader.MoveToContent();
            bool empty = reader.IsEmptyElement;
            reader.ReadStartElement("BlockList");
            while (!empty && reader.NodeType == XmlNodeType.Element)
            {
                if (!Enum.TryParse(reader.LocalName, out BlockSource source) || !Enum.IsDefined(source))
                {
                    throw BlobErrors.InvalidXmlDocument($"it has an element '{reader.LocalName}'.");
                }

                list.Add(new BlockReference(reader.ReadElementContentAsString(), source));
            }

            if (!empty)
            {
                reader.ReadEndElement();
            }
        }
        catch (XmlException error)
        {
            throw BlobErrors.InvalidXmlDocument(error.Message);
        }

        return list.Count <= MaximumCount ? list : throw BlobErrors.BlockListTooLong(MaximumCount);
    }

    /// <summary>Finds the blocks of a list.</summary>
    /// <exception cref="BlobException">One is not there.</exception>
    public static List<BlobBlock> Resolve(string name, IReadOnlyList<BlockReference> list, IReadOnlyList<BlobBlock> blocks)
    {
        // A list may have a block twice: either will do.
        Dictionary<string, BlobBlock> committed = [];
        Dictionary<string, BlobBlock> waiting = [];
        foreach (BlobBlock block in blocks)
        {
            (block.Committed ? committed : waiting)[block.Id] = block;
        }

        return
        [
            .. list.Select(reference => reference.Source switch
            {
                BlockSource.Committed => committed.GetValueOrDefault(reference.Id),
                BlockSource.Uncommitted => waiting.GetValueOrDefault(reference.Id),
                _ => waiting.GetValueOrDefault(reference.Id) ?? committed.GetValueOrDefault(reference.Id),
            } ?? throw BlobErrors.InvalidBlockList(name)),
        ];
    }

    /// <summary>The same blocks, one after the other in a file.</summary>
    public static IEnumerable<BlobBlock> InFile(string file, IEnumerable<BlobBlock> blocks)
    {
        long offset = 0;
        foreach (BlobBlock block in blocks)
        {
            yield return new BlobBlock(block.Id, true, file, offset, block.Length);
            offset += block.Length;
        }
    }
}
