// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of one line of one file: the term that asks for them, and what the timeline shows for it.
#include "core/models/journal_fixture.h"
#include "models/timeline/line_term.h"
#include "models/timeline/timeline_filter_model.h"

#include <QAbstractItemModelTester>
#include <QTest>
#include <QUrl>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestLineTerm : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void term_data();
    void term();
    void rows_data();
    void rows();
    void filesThatComeLater();
    void understandsItsOwnTerm();

private:
    /// A row that a line of a file caused; it shows "file:line".
    static void add(JournalFixture &journal, const QString &url, std::uint32_t line);
    static QString shown(const TimelineFilterModel &model);
};

void TestLineTerm::add(JournalFixture &journal, const QString &url, std::uint32_t line)
{
    const auto text = u"%1:%2"_s.arg(url.section(u'/', -2)).arg(line).toUtf8();
    journal.add(RecordKind::BytesSent, 1, text, {}, {journal.writer->fileId(url), line, 3});
}

QString TestLineTerm::shown(const TimelineFilterModel &model)
{
    QStringList texts;
    for (int row = 0; row < model.count(); ++row)
        texts += model.index(row).data(TimelineModel::PreviewRole).toString();
    return texts.join(u' ');
}

void TestLineTerm::term_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("term");
    QTest::newRow("the only one of its name") << u"/t/main.js"_s << u"line:main.js:12"_s;
    QTest::newRow("two of its name") << u"/t/a/lib.js"_s << u"line:a/lib.js:12"_s;
    QTest::newRow("the end of another name") << u"/t/x.js"_s << u"line:x.js:12"_s;
    QTest::newRow("the same folders at the end") << u"/t/b/lib.js"_s << u"line:/t/b/lib.js:12"_s;
    QTest::newRow("all of it") << u"/b/lib.js"_s << u"line:/b/lib.js:12"_s;
    QTest::newRow("unknown to the session") << u"/t/new.js"_s << u"line:new.js:12"_s;
    QTest::newRow("spaces and quotes") << u"/t/my \"own\", s.js"_s << u"line:\"my \"\"own\"\", s.js:12\""_s;
}

void TestLineTerm::term()
{
    QFETCH(const QString, path);
    const QStringList files{u"file:///t/main.js"_s, u"file:///t/a/lib.js"_s, u"file:///t/b/lib.js"_s,
                            u"file:///b/lib.js"_s, u"https://example.test/max.js"_s};
    QTEST(lineTerm(path, 12, files), "term");
}

void TestLineTerm::rows_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("expected");
    QTest::newRow("any file") << u"line:2"_s << u"t/main.js:2 a/lib.js:2 b/lib.js:2 my s/m,n.js:2"_s;
    QTest::newRow("a file") << u"line:main.js:2"_s << u"t/main.js:2"_s;
    QTest::newRow("each file of this name") << u"line:lib.js:2"_s << u"a/lib.js:2 b/lib.js:2"_s;
    QTest::newRow("with its folder") << u"line:b/lib.js:2"_s << u"b/lib.js:2"_s;
    QTest::newRow("a whole path") << u"line:/t/b/lib.js:2"_s << u"b/lib.js:2"_s;
    QTest::newRow("half a name") << u"line:ib.js:2"_s << QString();
    QTest::newRow("another letter case") << u"line:LIB.js:2"_s << QString();
    QTest::newRow("several lines") << u"line:a/lib.js:2-3"_s << u"a/lib.js:2 a/lib.js:3"_s;
    QTest::newRow("several places") << u"line:main.js:2,a/lib.js:3"_s << u"t/main.js:2 a/lib.js:3"_s;
    QTest::newRow("a place and any file") << u"line:main.js:2,3"_s << u"t/main.js:2 a/lib.js:3"_s;
    QTest::newRow("all others") << u"-line:lib.js:2 line<3"_s << u"t/main.js:2 my s/m,n.js:2"_s;
    QTest::newRow("with bytes") << u"line:lib.js:2 \"b/lib\""_s << u"b/lib.js:2"_s;
    QTest::newRow("in quotes") << u"line:\"my s/m,n.js:2\""_s << u"my s/m,n.js:2"_s;
    QTest::newRow("behind a line") << u"line>lib.js:2"_s << u"a/lib.js:3"_s;
}

void TestLineTerm::rows()
{
    QFETCH(const QString, query);
    JournalFixture journal;
    TimelineModel timeline(journal.reader);
    TimelineFilterModel model(timeline);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    add(journal, u"file:///t/main.js"_s, 2);
    add(journal, u"file:///t/a/lib.js"_s, 2);
    add(journal, u"file:///t/a/lib.js"_s, 3);
    add(journal, u"file:///t/b/lib.js"_s, 2);
    add(journal, u"file:///t/my%20s/m,n.js"_s, 2);
    timeline.append(journal.read());
    model.setQuery(query);
    QCOMPARE(model.problem(), QString());
    QTRY_VERIFY(!model.isBusy());
    QTEST(shown(model).replace(u"my%20s"_s, u"my s"_s), "expected");
}

void TestLineTerm::filesThatComeLater()
{
    JournalFixture journal;
    TimelineModel timeline(journal.reader);
    TimelineFilterModel model(timeline);
    add(journal, u"file:///t/main.js"_s, 2);
    timeline.append(journal.read());
    model.setQuery(u"line:lib.js:2"_s);
    QTRY_VERIFY(!model.isBusy());
    QCOMPARE(model.count(), 0);
    add(journal, u"file:///t/a/lib.js"_s, 2); // its name is read with it
    timeline.append(journal.read());
    add(journal, u"file:///t/a/lib.js"_s, 2);
    timeline.append(journal.read());
    QTRY_COMPARE(shown(model), u"a/lib.js:2 a/lib.js:2"_s);
}

void TestLineTerm::understandsItsOwnTerm()
{
    JournalFixture journal;
    TimelineModel timeline(journal.reader);
    TimelineFilterModel model(timeline);
    const QStringList files{u"/t/a, b/x \"y\".js"_s, u"/t/a, c/x \"y\".js"_s, u"/u/a, b/x \"y\".js"_s, u"/x.js"_s};
    for (const QString &file : files)
        add(journal, u"file://"_s + QString::fromLatin1(QUrl::toPercentEncoding(file, "/")), 7);
    timeline.append(journal.read());
    for (int i = 0; i < files.size(); ++i) {
        model.setQuery(lineTerm(files.at(i), 7, timeline.reader().fileNames().values()));
        QCOMPARE(model.problem(), QString());
        QTRY_VERIFY(!model.isBusy());
        QCOMPARE(model.count(), 1);
        QCOMPARE(model.sourceRow(0), i);
    }
}

QTEST_GUILESS_MAIN(TestLineTerm)
#include "tst_line_term.moc"
