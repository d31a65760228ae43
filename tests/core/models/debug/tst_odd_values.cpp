// SPDX-License-Identifier: GPL-3.0-or-later
// Values that resist being looked at, or that are made to deceive who looks.
#include "core/models/debug/debugger_fixture.h"

using namespace Qt::StringLiterals;
using namespace sockscope;
using test::DebuggerFixture;

namespace {

const QString script = uR"(export default function () {
  const trap = { get bad() { throw new Error("not \u202Ethis"); }, get slow() { for (;;); }, ok: 1 };
  const proxy = new Proxy({}, { get() { throw 1; }, ownKeys() { throw 2; }, getPrototypeOf() { throw 3; } });
  const ring = { name: "ring" };
  ring.self = ring;
  ring.list = [ring];
  const long = "x".repeat(5000000);
  const turned = "a\u202Eb\u200Bc\u0000\uFEFF\r\n";
  const joined = "\u0915\u094D\u200D\u0937";
  const refuses = { toString() { throw 1; }, toJSON() { throw 2; }, get [Symbol.toStringTag]() { throw 3; } };
  const named = { "": 1, "a b": 2, "\u202Eevil": 3, __proto: 4 };
  const deep = {};
  for (let at = deep, i = 0; i < 20000; i++)
    at = at.next = {};
  const failure = new TypeError("line\nbreak \u2066");
  const sparse = [];
  sparse[4000000000] = 1;
  const map = new Map([[ring, proxy]]);
  const many = new Array(1000000).fill(7);
  return trap;
}
)"_s;

} // namespace

class TestOddValues : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_fixture.reset(); }

    void inALine_data();
    void inALine();
    void gettersThatFail();
    void ringsEndNowhere();
    void namesAreShownWithoutDeceit();
    void knowsWhatWasLoaded();

private:
    [[nodiscard]] VariablesModel &variables() { return *m_fixture->debugger.variables(); }
    [[nodiscard]] QModelIndex row(const QString &name)
    {
        return variables().index(DebuggerFixture::rowOf(variables(), name));
    }
    [[nodiscard]] QString value(const QString &name) { return row(name).data(VariableTree::ValueRole).toString(); }
    void open(const QString &name) { variables().toggle(row(name).row()); }
    /// The rows of a variable and of what is open below it.
    [[nodiscard]] QStringList below(const QString &name);

    std::unique_ptr<DebuggerFixture> m_fixture;
    QStringList m_loaded;
};

void TestOddValues::initTestCase()
{
    m_fixture = std::make_unique<DebuggerFixture>(script);
    connect(&m_fixture->debugger, &Debugger::loaded, this, [this](const QString &file) { m_loaded += file; });
    m_fixture->lists.breakpoints.toggle(m_fixture->script, 20);
    m_fixture->start();
    QVERIFY(m_fixture->standsAt(20));
}

QStringList TestOddValues::below(const QString &name)
{
    const QModelIndex top = row(name);
    QStringList rows;
    const QStringList all = DebuggerFixture::rows(variables());
    for (int i = top.row(); i < all.size(); ++i) {
        const int depth = variables().index(i).data(VariableTree::DepthRole).toInt();
        if (i > top.row() && depth <= top.data(VariableTree::DepthRole).toInt())
            break;
        rows += all.at(i).trimmed();
    }
    return rows;
}

void TestOddValues::inALine_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("expected");
    const auto add = [](const char *name, const QString &expected) {
        QTest::newRow(name) << QString::fromLatin1(name) << expected;
    };
    add("trap", u"{bad: (…), slow: (…), ok: 1}"_s);
    add("proxy", u"Proxy (not looked into)"_s);
    add("ring", u"{name: \"ring\", self: Object, list: Array(1)}"_s);
    add("long", u'"' + QString(200, u'x') + u"\"… (5000000 characters)"_s);
    add("turned", u"\"a\\u202eb\\u200bc\\u0000\\ufeff\\r\\n\""_s);
    add("joined", u"\"\u0915\u094D\u200D\u0937\""_s); // letters that need it keep it
    add("named", u"{\"\": 1, \"a b\": 2, \"\\u202eevil\": 3, __proto: 4}"_s);
    add("deep", u"{next: Object}"_s);
    add("failure", u"TypeError: line␊break <U+2066>"_s);
    add("sparse", u"(4000000001) [empty, empty, empty, empty, empty, …]"_s);
    add("map", u"Map(1)"_s);
    add("many", u"(1000000) [7, 7, 7, 7, 7, …]"_s);
}

void TestOddValues::inALine()
{
    QFETCH(const QString, name);
    QTEST(value(name), "expected");
}

void TestOddValues::gettersThatFail()
{
    open(u"trap"_s);
    QTRY_COMPARE(below(u"trap"_s).size(), 4);
    QVERIFY(row(u"bad"_s).data(VariableTree::LazyRole).toBool());
    open(u"bad"_s);
    QTRY_COMPARE(row(u"bad"_s).data(VariableTree::ProblemRole).toString(), u"Error: not <U+202E>this"_s);
    open(u"slow"_s); // is broken off
    QTRY_COMPARE_WITH_TIMEOUT(row(u"slow"_s).data(VariableTree::ProblemRole).toString(),
                              u"the evaluation was broken off after 1000 ms"_s, 20000);
    QCOMPARE(value(u"ok"_s), u"1"_s);
    open(u"refuses"_s);
    QTRY_VERIFY(below(u"refuses"_s).size() > 1);
    open(u"refuses"_s);
}

void TestOddValues::ringsEndNowhere()
{
    open(u"ring"_s);
    for (int level = 1; level <= 3; ++level) {
        QTRY_VERIFY(below(u"ring"_s).filter(u"self="_s).size() == level);
        for (int i = variables().rowCount() - 1; i >= 0; --i) { // the innermost of them
            const QModelIndex at = variables().index(i);
            if (at.data(VariableTree::NameRole) == u"self"_s && !at.data(VariableTree::OpenRole).toBool())
                variables().toggle(i);
        }
    }
    QTRY_COMPARE(below(u"ring"_s).filter(u"self="_s).size(), 4);
    open(u"ring"_s);
    QTRY_COMPARE(below(u"ring"_s).size(), 1);
}

void TestOddValues::namesAreShownWithoutDeceit()
{
    open(u"named"_s);
    QTRY_COMPARE(below(u"named"_s).sliced(1),
                 (QStringList{u"\"\"=1"_s, u"a b=2"_s, u"<U+202E>evil=3"_s, u"__proto=4"_s}));
    variables().assign(DebuggerFixture::rowOf(variables(), u"<U+202E>evil"_s), u"33"_s); // by the name it has
    QTRY_VERIFY(below(u"named"_s).contains(u"<U+202E>evil=33"_s));
    QCOMPARE(value(u"named"_s), u"{\"\": 1, \"a b\": 2, \"\\u202eevil\": 33, __proto: 4}"_s);
}

void TestOddValues::knowsWhatWasLoaded()
{
    QCOMPARE(m_loaded, QStringList{m_fixture->script});
    QVERIFY(m_fixture->debugger.hasLoaded(m_fixture->script));
    QVERIFY(!m_fixture->debugger.hasLoaded(m_fixture->folder.filePath(u"other.js"_s)));
}

QTEST_GUILESS_MAIN(TestOddValues)
#include "tst_odd_values.moc"
