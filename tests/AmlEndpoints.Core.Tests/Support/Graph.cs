using Google.Protobuf;

namespace AmlEndpoints.Tests;

/// <summary>One input of a graph: its name, ONNX's name of the element type, and the dimensions; -1 is free.</summary>
internal sealed record GraphInput(string Name, string ElementType, params long[] Dimensions);

/// <summary>Writes ONNX models that give back what they take: the output <c>x_out</c> is the input <c>x</c> (onnx.proto).</summary>
internal static class Graph
{
    private static readonly string[] _elementTypes =
        ["", "float", "uint8", "int8", "uint16", "int16", "int32", "int64", "string", "bool", "float16", "double", "uint32", "uint64"];

    public static byte[] Identity(params GraphInput[] inputs) => Model(Message(graph =>
    {
        foreach (GraphInput input in inputs)
        {
            Write(graph, 1, Node("Identity", input.Name, input.Name + "_out"));
        }

        Write(graph, 2, "identity");
        foreach (GraphInput input in inputs)
        {
            Write(graph, 11, Value(input, input.Name));
            Write(graph, 12, Value(input, input.Name + "_out"));
        }
    }));

    /// <summary>A model that takes nothing and gives one random number.</summary>
    public static byte[] Constant() => Model(Message(graph =>
    {
        Write(graph, 1, Message(node =>
        {
            Write(node, 2, "x");
            Write(node, 4, "RandomUniform");
            Write(node, 5, Message(attribute =>
            {
                Write(attribute, 1, "shape");
                Write(attribute, 8, 1);
                Write(attribute, 20, 7);
            }));
        }));
        Write(graph, 2, "constant");
        Write(graph, 12, Value(new GraphInput("x", "float", 1), "x"));
    }));

    private static byte[] Model(byte[] graph) => Message(model =>
    {
        Write(model, 1, 8);
        Write(model, 7, graph);
        Write(model, 8, Message(opset => Write(opset, 2, 17)));
    });

    private static byte[] Node(string type, string input, string output) => Message(node =>
    {
        Write(node, 1, input);
        Write(node, 2, output);
        Write(node, 4, type);
    });

    public static byte[] Message(Action<CodedOutputStream> write)
    {
        using MemoryStream bytes = new();
        using (CodedOutputStream output = new(bytes, leaveOpen: true))
        {
            write(output);
        }

        return bytes.ToArray();
    }

    public static void Write(CodedOutputStream output, int field, byte[] content)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(content));
    }

    public static void Write(CodedOutputStream output, int field, string text)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(text);
    }

    public static void Write(CodedOutputStream output, int field, long number)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(number);
    }

    private static byte[] Value(GraphInput input, string name) => Message(value =>
    {
        Write(value, 1, name);
        Write(value, 2, Message(type => Write(type, 1, Message(tensor =>
        {
            Write(tensor, 1, Array.IndexOf(_elementTypes, input.ElementType));
            Write(tensor, 2, Message(shape =>
            {
                for (int index = 0; index < input.Dimensions.Length; index++)
                {
                    long length = input.Dimensions[index];
                    string free = $"{name}_{index}";
                    Write(shape, 1, Message(dimension => WriteDimension(dimension, length, free)));
                }
            }));
        }))));
    });

    private static void WriteDimension(CodedOutputStream dimension, long length, string free)
    {
        if (length < 0)
        {
            Write(dimension, 2, free);
        }
        else
        {
            Write(dimension, 1, length);
        }
    }
}
