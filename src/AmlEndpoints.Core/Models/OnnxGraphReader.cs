using Google.Protobuf;

namespace AmlEndpoints.Models;

/// <summary>
/// Walks the protocol buffer of an ONNX file and keeps only what <see cref="OnnxGraph"/> has; weights are skipped, not
/// read. The field numbers are those of onnx/onnx.proto.
/// </summary>
internal sealed class OnnxGraphReader
{
    // That of protocol buffers themselves.
    private const int Deepest = 100;

    private readonly Dictionary<string, long> _opsets = new(StringComparer.Ordinal);
    private readonly List<(string Domain, string Name)> _operators = [];
    private readonly HashSet<(string Domain, string Name)> _seenOperators = [];
    private readonly HashSet<string> _functions = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _externalFiles = new(StringComparer.Ordinal);
    private long _irVersion;
    private string _producer = "";
    private string _producerVersion = "";
    private bool _hasGraph;
    private int _depth;

    public static OnnxGraph Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new AmlFileException(FileErrors.NotFound, Directory.Exists(path) ? "this is a folder, not an ONNX file." : "there is no such file.", path);
        }

        OnnxGraphReader reader = new();
        try
        {
            using FileStream file = File.OpenRead(path);
            using CodedInputStream input = CodedInputStream.CreateWithLimits(file, int.MaxValue, recursionLimit: 100);
            reader.ReadModel(input);
        }
        catch (Exception error) when (error is InvalidProtocolBufferException or InvalidDataException)
        {
            throw NotOnnx(path, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new AmlFileException(FileErrors.AccessFailed, error.Message, path, innerException: error);
        }

        if (!reader._hasGraph)
        {
            throw NotOnnx(path, null);
        }

        string producer = $"{reader._producer} {reader._producerVersion}".Trim();
        return new OnnxGraph(
            reader._irVersion,
            producer,
            reader._opsets,
            [.. reader._operators.Where(used => !reader._functions.Contains($"{used.Domain}:{used.Name}"))],
            [.. reader._externalFiles]);
    }

    private static AmlFileException NotOnnx(string path, Exception? cause) =>
        new(FileErrors.OnnxInvalid, "the file is not an ONNX model, or it is damaged. Export it again.", path, innerException: cause);

    // ModelProto: 1 ir_version, 2 producer_name, 3 producer_version, 7 graph, 8 opset_import, 25 functions.
    private void ReadModel(CodedInputStream input) => ReadMessage(input, field =>
    {
        switch (field)
        {
            case 1: _irVersion = input.ReadInt64(); return true;
            case 2: _producer = input.ReadString(); return true;
            case 3: _producerVersion = input.ReadString(); return true;
            case 7: _hasGraph = true; ReadNested(input, ReadGraph); return true;
            case 8: ReadNested(input, ReadOpset); return true;
            case 25: ReadNested(input, ReadFunction); return true;
            default: return false;
        }
    });

    // OperatorSetIdProto: 1 domain, 2 version.
    private void ReadOpset(CodedInputStream input)
    {
        string domain = "";
        long version = 0;
        ReadMessage(input, field =>
        {
            switch (field)
            {
                case 1: domain = input.ReadString(); return true;
                case 2: version = input.ReadInt64(); return true;
                default: return false;
            }
        });
        _opsets[DomainName(domain)] = version;
    }

    // GraphProto: 1 node, 5 initializer.
    private void ReadGraph(CodedInputStream input) => ReadMessage(input, field =>
    {
        switch (field)
        {
            case 1: ReadNested(input, ReadNode); return true;
            case 5: ReadNested(input, ReadTensor); return true;
            default: return false;
        }
    });

    // NodeProto: 4 op_type, 5 attribute, 7 domain.
    private void ReadNode(CodedInputStream input)
    {
        string name = "";
        string domain = "";
        ReadMessage(input, field =>
        {
            switch (field)
            {
                case 4: name = input.ReadString(); return true;
                case 5: ReadNested(input, ReadAttribute); return true;
                case 7: domain = input.ReadString(); return true;
                default: return false;
            }
        });
        if (_seenOperators.Add((DomainName(domain), name)))
        {
            _operators.Add((DomainName(domain), name));
        }
    }

    // AttributeProto: 5 t, 6 g, 11 graphs (the bodies of If, Loop and Scan).
    private void ReadAttribute(CodedInputStream input) => ReadMessage(input, field =>
    {
        switch (field)
        {
            case 5: ReadNested(input, ReadTensor); return true;
            case 6 or 11: ReadNested(input, ReadGraph); return true;
            default: return false;
        }
    });

    // FunctionProto: 1 name, 7 node, 10 domain.
    private void ReadFunction(CodedInputStream input)
    {
        string name = "";
        string domain = "";
        ReadMessage(input, field =>
        {
            switch (field)
            {
                case 1: name = input.ReadString(); return true;
                case 7: ReadNested(input, ReadNode); return true;
                case 10: domain = input.ReadString(); return true;
                default: return false;
            }
        });
        _functions.Add($"{DomainName(domain)}:{name}");
    }

    // TensorProto: 13 external_data (StringStringEntryProto: 1 key, 2 value).
    private void ReadTensor(CodedInputStream input) => ReadMessage(input, field =>
    {
        if (field != 13)
        {
            return false;
        }

        ReadNested(input, ReadExternalData);
        return true;
    });

    private void ReadExternalData(CodedInputStream input)
    {
        string key = "";
        string value = "";
        ReadMessage(input, field =>
        {
            switch (field)
            {
                case 1: key = input.ReadString(); return true;
                case 2: value = input.ReadString(); return true;
                default: return false;
            }
        });
        if (key == "location")
        {
            _externalFiles.Add(value);
        }
    }

    private static string DomainName(string domain) => domain.Length == 0 ? "ai.onnx" : domain;

    private static void ReadMessage(CodedInputStream input, Func<int, bool> readField)
    {
        uint tag;
        while ((tag = input.ReadTag()) != 0)
        {
            if (!readField(WireFormat.GetTagFieldNumber(tag)))
            {
                input.SkipLastField();
            }
        }
    }

    // Nested messages are read from their own bytes: CodedInputStream's limits are not public. Graphs with inline weights
    // are copied once, which a reader that runs before a load can afford.
    private void ReadNested(CodedInputStream input, Action<CodedInputStream> read)
    {
        if (_depth == Deepest)
        {
            throw new InvalidDataException($"The messages are nested deeper than {Deepest}.");
        }

        _depth++;
        using CodedInputStream nested = input.ReadBytes().CreateCodedInput();
        read(nested);
        _depth--;
    }
}
