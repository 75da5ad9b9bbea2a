using AmlEndpoints.Models;
using CsCheck;

namespace AmlEndpoints.Tests.Models;

public sealed class WritingSignatures
{
    private static readonly Gen<string> _names = Gen.String[Gen.Char["ab 01_\"\\é日\t/'<&\u2028"], 1, 6];

    private static readonly Gen<ColumnType> _scalars = Gen.Enum<DataType>().Select(type => (ColumnType)new ScalarColumnType(type));

    private static readonly Gen<ColumnType> _types = Gen.Recursive<ColumnType>((depth, inner) => depth >= 4 ? _scalars : Gen.Frequency(
        (4, _scalars),
        (1, inner.Select(items => (ColumnType)new ArrayColumnType(items))),
        (1, inner.Select(values => (ColumnType)new MapColumnType(values))),
        (1, Gen.Select(_names, inner, Gen.Bool).Select((name, type, required) => new ColumnSpec(name, type, required)).Array[0, 3].Select(Properties)),
        (1, Gen.Const((ColumnType)new AnyColumnType())),
        (1, Gen.Const((ColumnType)new SparkMLVectorColumnType()))));

    private static readonly Gen<SignatureField[]> _columns = Gen.Select(_names, _types, Gen.Bool)
        .Select((name, type, required) => (SignatureField)new ColumnSpec(name, type, required)).Array[1, 6].Select(Distinct);

    private static readonly Gen<SignatureField[]> _tensors = Gen.Select(_names, Gen.OneOf("float32", "int64", "str", "datetime64[ns]"), Gen.Long[-1, 5000].Array[0, 4])
        .Select((name, type, shape) => (SignatureField)new TensorSpec(name, type, [.. shape])).Array[1, 4].Select(Distinct);

    [Fact]
    public void What_is_written_reads_as_the_same() => Gen.Frequency((3, _columns), (1, _tensors)).Holds(
        fields =>
        {
            string text = SignatureWriter.Write(fields);

            Assert.Equal(text, SignatureWriter.Write(SignatureReader.ReadFields(text)));
            Assert.Equal(fields.Select(Describe), SignatureReader.ReadFields(text).Select(Describe));
            Assert.All(text, character => Assert.InRange(character, ' ', '~'));
        },
        times: 2_000);

    [Fact]
    public void Fields_look_as_MLflow_writes_them()
    {
        Assert.Equal(
            """[{"type": "double", "name": "x"}, {"type": "double", "name": "y", "required": false}, {"type": "array", "items": {"type": "string"}, "name": "tags", "required": true}]""",
            SignatureWriter.Write([TestModel.Column("x: double"), TestModel.Column("y: double?"), new ColumnSpec("tags", new ArrayColumnType(new ScalarColumnType(DataType.String)), true)]));
        Assert.Equal(
            """[{"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, 10]}}]""",
            SignatureWriter.Write([new TensorSpec(null, "float32", [-1, 10])]));
        Assert.Equal(
            """[{"name": "a", "type": "tensor", "tensor-spec": {"dtype": "int64", "shape": [-1]}}, {"name": "b", "type": "tensor", "tensor-spec": {"dtype": "str", "shape": []}}]""",
            SignatureWriter.Write([new TensorSpec("a", "int64", [-1]), new TensorSpec("b", "str", [])]));
    }

    [Fact]
    public void Properties_are_sorted_as_MLflow_sorts_them() => Assert.Equal(
        """[{"type": "object", "properties": {"B": {"type": "long"}, "a": {"type": "double", "required": false}}, "name": "o", "required": true}]""",
        SignatureWriter.Write([new ColumnSpec("o", new ObjectColumnType([TestModel.Column("a: double?"), TestModel.Column("B: long")]), true)]));

    [Fact]
    public void Columns_without_names_have_none() => Assert.Equal(
        """[{"type": "double"}]""",
        SignatureWriter.Write([new ColumnSpec(null, new ScalarColumnType(DataType.Double), true)]));

    [Fact]
    public void The_users_culture_does_not_matter()
    {
        using NordicCulture culture = new();

        Assert.Equal(
            """[{"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, 10]}}]""",
            SignatureWriter.Write([new TensorSpec(null, "float32", [-1, 10])]));
    }

    private static ColumnType Properties(ColumnSpec[] properties) =>
        new ObjectColumnType([.. properties.DistinctBy(property => property.Name).OrderBy(property => property.Name, StringComparer.Ordinal)]);

    private static SignatureField[] Distinct(SignatureField[] fields) => [.. fields.DistinctBy(field => field.Name)];

    private static string Describe(SignatureField field) => field is ColumnSpec column ? $"{column.Name}|{column.Required}|{Describe(column.Type)}" : $"{field}";

    private static string Describe(ColumnType type) => type switch
    {
        ArrayColumnType array => $"[{Describe(array.Items)}]",
        MapColumnType map => $"<{Describe(map.Values)}>",
        ObjectColumnType record => $"({string.Join(", ", record.Properties.Select(Describe))})",
        _ => $"{type}",
    };
}
