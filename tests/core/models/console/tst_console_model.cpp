// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/journal_fixture.h"
#include "models/console/console_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestConsoleModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesWhatIsSaid();
    void locationsAreClickable();
    void textIsSafe();
    void longTextIsCut();
    void longExpressionIsShortened();
    void oldLinesAreDroppedAndCounted();
    void clear();

private:
    static QVariant value(const ConsoleModel &model, int row, int role) { return model.index(row).data(role); }
};

void TestConsoleModel::takesWhatIsSaid()
{
    JournalFixture journal;
    ConsoleModel model(journal.reader);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    journal.addText(RecordKind::Evaluated, LogLevel::Info, "1 + 1");
    journal.addText(RecordKind::Console, LogLevel::Debug, "2");
    journal.add(RecordKind::BytesSent, 1, "not this");
    journal.add(RecordKind::Note, 0, "nor this");
    journal.addText(RecordKind::Log, LogLevel::Warning, "warned");
    journal.addText(RecordKind::Exception, LogLevel::Info, "Error: boom\n\tat default (script.js:1:2)\n");
    journal.addText(RecordKind::CaptureStopped, LogLevel::Warning, "Capture stopped: full.");
    model.append(journal.read());
    journal.add(RecordKind::BytesSent, 1, "nor that");
    model.append(journal.read());

    QCOMPARE(inserted.size(), 1);
    QCOMPARE(model.count(), 5);
    const QList<ConsoleModel::Entry> entries{ConsoleModel::Evaluated, ConsoleModel::Console, ConsoleModel::Log,
                                             ConsoleModel::Exception, ConsoleModel::CaptureStopped};
    const QStringList words{u"info"_s, u"debug"_s, u"warning"_s, u"error"_s, u"warning"_s};
    for (int row = 0; row < 5; ++row) {
        QCOMPARE(value(model, row, ConsoleModel::EntryRole), static_cast<int>(entries[row]));
        QCOMPARE(value(model, row, ConsoleModel::LevelWordRole), words[row]);
    }
    QCOMPARE(value(model, 3, ConsoleModel::TextRole), u"Error: boom\n\tat default (script.js:1:2)"_s);
    QCOMPARE(value(model, 3, ConsoleModel::LevelRole), static_cast<int>(ConsoleModel::Error));
    QVERIFY(value(model, 4, ConsoleModel::TimeRole).toLongLong() > 0);
    const auto record = journal.reader.at(value(model, 4, ConsoleModel::OffsetRole).toLongLong());
    QCOMPARE(record->payload, QByteArray("Capture stopped: full."));
    QVERIFY(!value(model, 4, 9999).isValid());
    for (int role = ConsoleModel::TextRole; role <= ConsoleModel::OffsetRole; ++role)
        QVERIFY(model.roleNames().contains(role));
}

void TestConsoleModel::locationsAreClickable()
{
    JournalFixture journal;
    ConsoleModel model(journal.reader);
    const auto file = journal.writer->fileId(u"/home/me/lib/a b.js"_s);
    journal.addText(RecordKind::Console, LogLevel::Info, "x", {file, 12, 5});
    journal.addText(RecordKind::Console, LogLevel::Info, "y");
    model.append(journal.read());
    QCOMPARE(value(model, 0, ConsoleModel::LocationRole), u"a b.js:12:5"_s);
    QCOMPARE(value(model, 0, ConsoleModel::FilePathRole), u"/home/me/lib/a b.js"_s);
    QCOMPARE(value(model, 0, ConsoleModel::LineRole), 12u);
    QCOMPARE(value(model, 0, ConsoleModel::ColumnRole), 5u);
    QCOMPARE(value(model, 1, ConsoleModel::LocationRole), QString());
    QCOMPARE(value(model, 1, ConsoleModel::FilePathRole), QString());
    QCOMPARE(value(model, 1, ConsoleModel::LineRole), 0u);
}

void TestConsoleModel::textIsSafe()
{
    JournalFixture journal;
    ConsoleModel model(journal.reader);
    journal.addText(RecordKind::Console, LogLevel::Info, "a\x1b[31m\r\n\tb\xe2\x80\xae\xff\n\n");
    journal.addText(RecordKind::Console, LogLevel::Info, "");
    model.append(journal.read());
    QCOMPARE(value(model, 0, ConsoleModel::TextRole), u"a␛[31m␍\n\tb<U+202E>\ufffd"_s);
    QCOMPARE(value(model, 1, ConsoleModel::TextRole), QString());
}

void TestConsoleModel::longTextIsCut()
{
    JournalFixture journal;
    ConsoleModel model(journal.reader);
    const auto text = QByteArray("x") + QByteArray("\xc3\xa9").repeated(100'000);
    journal.addText(RecordKind::Console, LogLevel::Info, text);
    model.append(journal.read());
    const auto shown = value(model, 0, ConsoleModel::TextRole).toString();
    QVERIFY(shown.startsWith(u"xéé"));
    QVERIFY2(shown.endsWith(u"é… (183618 more bytes)"), qPrintable(shown.right(40)));
    QVERIFY(shown.size() < 10'000);
}

/// Its beginning and its end, and how much there is between them; the journal has all of it.
void TestConsoleModel::longExpressionIsShortened()
{
    JournalFixture journal;
    ConsoleModel model(journal.reader);
    const QByteArray file = QByteArray("\xc3\xa9").repeated(500'000);
    const QByteArray call = "await socket.write(\"" + file + "\", { encoding: \"base64\" })";
    journal.addText(RecordKind::Evaluated, LogLevel::Info, call);
    journal.addText(RecordKind::Evaluated, LogLevel::Info, QByteArray(1024, 'x'));
    const QList<Record> records = journal.read();
    model.append(records);
    QCOMPARE(records[0].payload, call);
    const auto shown = value(model, 0, ConsoleModel::TextRole).toString();
    QVERIFY2(shown.startsWith(u"await socket.write(\"ééé"), qPrintable(shown.left(40)));
    QVERIFY2(shown.endsWith(u"éé\", { encoding: \"base64\" })"), qPrintable(shown.right(40)));
    QVERIFY2(shown.contains(u"é… (998962 more bytes) …é"), qPrintable(shown.right(90)));
    QVERIFY(shown.size() < 700);
    QCOMPARE(value(model, 1, ConsoleModel::TextRole).toString(), QString(1024, u'x'));
}

void TestConsoleModel::oldLinesAreDroppedAndCounted()
{
    JournalFixture journal;
    ConsoleModel model(journal.reader, 50);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (int i = 0; i < 333; ++i) {
        journal.addText(RecordKind::Console, LogLevel::Info, QByteArray::number(i));
        if (i % 7 == 0)
            model.append(journal.read());
        QVERIFY(model.count() <= 50);
    }
    model.append(journal.read());
    QCOMPARE(model.count() + model.droppedLines(), 333);
    QCOMPARE(value(model, 0, ConsoleModel::TextRole), QString::number(model.droppedLines()));
    QCOMPARE(value(model, model.count() - 1, ConsoleModel::TextRole), u"332"_s);
}

void TestConsoleModel::clear()
{
    JournalFixture journal;
    ConsoleModel model(journal.reader, 5);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (int i = 0; i < 8; ++i)
        journal.addText(RecordKind::Console, LogLevel::Info, "x");
    model.append(journal.read());
    QSignalSpy counted(&model, &ConsoleModel::countChanged);
    model.clear();
    QCOMPARE(model.count(), 0);
    QCOMPARE(model.droppedLines(), 0);
    QCOMPARE(counted.size(), 1);
}

QTEST_GUILESS_MAIN(TestConsoleModel)
#include "tst_console_model.moc"
