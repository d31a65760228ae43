// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/log_formatter.h"
#include "log/log_quoting.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QTimeZone>

#include <ctime>

using namespace Qt::StringLiterals;
using namespace sockscope;

namespace {

const QDateTime Start(QDate(2026, 11, 21), QTime(20, 30, 28, 900), Qt::UTC);

LogRecord recordOf(const QString &message, LogLevel level = LogLevel::Info,
                   const QMap<QString, QString> &fields = {{u"source"_s, u"console"_s}})
{
    return {level, message, fields, Start};
}

const QMap<QString, QString> ExceptionFields{{u"source"_s, u"stacktrace"_s},
                                             {u"hint"_s, u"script exception"_s},
                                             {u"executor"_s, u"shared-iterations"_s},
                                             {u"scenario"_s, u"default"_s}};

} // namespace

/// The expected lines are what k6 2.2 printed for the same records.
class TestLogFormatter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { useTimeZone("UTC"); }
    void cleanup() { useTimeZone("UTC"); }
    void text_data();
    void text();
    void json_data();
    void json();
    void terminal_data();
    void terminal();
    void raw();
    void fieldsThatClashKeepBoth();
    void localTime();
    void terminalShowsControls();
    void formatNames();

private:
    static void useTimeZone(const char *name);
};

void TestLogFormatter::useTimeZone(const char *name)
{
    qputenv("TZ", name);
    tzset();
}

void TestLogFormatter::text_data()
{
    QTest::addColumn<QString>("message");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("word") << u"plain"_s << QByteArray(" msg=plain");
    QTest::newRow("empty") << QString() << QByteArray();
    QTest::newRow("space") << u"a b"_s << QByteArray(R"( msg="a b")");
    QTest::newRow("escapes")
        << u"q\"uote\\ \n tab\t é😀 \u200b\u202e \u00a0 \u001b[31m \u007f \u0001 \u0000 \u2028 <b>&"_s
        << QByteArray(" msg=\"q\\\"uote\\\\ \\n tab\\t é😀 \\u200b\\u202e \\u00a0 \\x1b[31m \\x7f \\x01 "
                      "\\x00 \\u2028 <b>&\"");
    QTest::newRow("final line feed") << u"line1\nline2\n"_s << QByteArray(R"( msg="line1\nline2\n")");
    QTest::newRow("bare characters") << u"a-z._/@^+09AZ"_s << QByteArray(" msg=a-z._/@^+09AZ");
    QTest::newRow("equals sign") << u"a=b"_s << QByteArray(R"( msg="a=b")");
    QTest::newRow("colon") << u"a:b"_s << QByteArray(R"( msg="a:b")");
    QTest::newRow("not ASCII") << u"é"_s << QByteArray(R"( msg="é")");
    QTest::newRow("half a pair") << QString(QChar(0xd800)) + u'x' << QByteArray(" msg=\"\xef\xbf\xbdx\"");
    QTest::newRow("unprintable") << u"\ufeff \u00ad \ue000 \u3000 \ufffd "_s +
                                        QStringView(QChar::fromUcs4(0x10ffff)).toString()
                                 << QByteArray(" msg=\"\\ufeff \\u00ad \\ue000 \\u3000 \xef\xbf\xbd \\U0010ffff\"");
}

void TestLogFormatter::text()
{
    QFETCH(QString, message);
    QFETCH(QByteArray, expected);
    const LogFormatter formatter(LogFormat::Text);
    QCOMPARE(formatter.format(recordOf(message)),
             "time=\"2026-11-21T20:30:28Z\" level=info" + expected + " source=console\n");
    QCOMPARE(formatter.format(recordOf(message, LogLevel::Error, ExceptionFields)),
             "time=\"2026-11-21T20:30:28Z\" level=error" + expected +
                 " executor=shared-iterations hint=\"script exception\" scenario=default source=stacktrace\n");
    QCOMPARE(formatter.format(recordOf(message, LogLevel::Warning, {{u"empty"_s, QString()}})),
             "time=\"2026-11-21T20:30:28Z\" level=warning" + expected + " empty=\n");
    QVERIFY(formatter.format(recordOf(message, LogLevel::Debug)).contains(" level=debug"));
}

void TestLogFormatter::json_data()
{
    QTest::addColumn<QString>("message");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("word") << u"plain"_s << QByteArray("plain");
    QTest::newRow("empty") << QString() << QByteArray();
    QTest::newRow("escapes") << u"q\"uote\\ \n tab\t é \u202e \u001b[31m \u007f \u0001 \u0000 \u2028 <b>&"_s
                             << QByteArray(
                                    "q\\\"uote\\\\ \\n tab\\t é \xe2\x80\xae \\u001b[31m \x7f \\u0001 \\u0000 \\u2028 "
                                    "\\u003cb\\u003e\\u0026");
    QTest::newRow("more controls") << u"\b\f\r\v"_s << QByteArray("\\b\\f\\r\\u000b");
    QTest::newRow("half a pair") << QString(QChar(0xdfff)) << QByteArray("\xef\xbf\xbd");
}

void TestLogFormatter::json()
{
    QFETCH(QString, message);
    QFETCH(QByteArray, expected);
    const LogFormatter formatter(LogFormat::Json);
    QCOMPARE(formatter.format(recordOf(message)),
             R"({"level":"info","msg":")" + expected + R"(","source":"console","time":"2026-11-21T20:30:28Z"})" + "\n");
    const auto line = formatter.format(recordOf(message, LogLevel::Error, ExceptionFields));
    QCOMPARE(line, R"({"executor":"shared-iterations","hint":"script exception","level":"error","msg":")" + expected +
                       R"(","scenario":"default","source":"stacktrace","time":"2026-11-21T20:30:28Z"})" + "\n");
    QCOMPARE(QJsonDocument::fromJson(line).object().value(u"scenario"_s).toString(), u"default"_s);
}

void TestLogFormatter::terminal_data()
{
    QTest::addColumn<LogLevel>("level");
    QTest::addColumn<QString>("message");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray spaces(44, ' ');
    QTest::newRow("info") << LogLevel::Info << u"plain"_s
                          << "\x1b[36mINFO\x1b[0m[0000] plain" + spaces.first(39) + "  \x1b[36msource\x1b[0m=console\n";
    QTest::newRow("empty") << LogLevel::Info << QString()
                           << "\x1b[36mINFO\x1b[0m[0000] " + spaces + "  \x1b[36msource\x1b[0m=console\n";
    QTest::newRow("warning") << LogLevel::Warning << u"é😀"_s
                             << "\x1b[33mWARN\x1b[0m[0000] é😀" + spaces.first(42) + "  \x1b[33msource\x1b[0m=console\n";
    QTest::newRow("error of two lines") << LogLevel::Error << u"line1\nline2\n"_s
                                        << "\x1b[31mERRO\x1b[0m[0000] line1\nline2" + spaces.first(33) +
                                               "  \x1b[31msource\x1b[0m=console\n";
    QTest::newRow("debug") << LogLevel::Debug << u"d"_s
                           << "\x1b[37mDEBU\x1b[0m[0000] d" + spaces.first(43) + "  \x1b[37msource\x1b[0m=console\n";
    QTest::newRow("long") << LogLevel::Info << QString(60, u'x')
                          << "\x1b[36mINFO\x1b[0m[0000] " + QByteArray(60, 'x') + "  \x1b[36msource\x1b[0m=console\n";
}

void TestLogFormatter::terminal()
{
    QFETCH(LogLevel, level);
    QFETCH(QString, message);
    QFETCH(QByteArray, expected);
    QCOMPARE(LogFormatter(LogFormat::Terminal, false, Start).format(recordOf(message, level)), expected);
    const auto later = LogFormatter(LogFormat::Terminal, true, Start.addSecs(-75)).format(recordOf(message, level));
    QCOMPARE(later, QByteArray(expected).replace("[0000]", "[0075]").replace("\n", "\x1b[0K\n"));
}

void TestLogFormatter::raw()
{
    const LogFormatter formatter(LogFormat::Raw);
    QCOMPARE(formatter.format(recordOf(u"a \u001b[31m\n\u202e"_s)), QByteArray("a \x1b[31m\n\xe2\x80\xae\n"));
    QCOMPARE(formatter.format(recordOf(QString())), QByteArray("\n"));
}

void TestLogFormatter::fieldsThatClashKeepBoth()
{
    const auto record =
        recordOf(u"m"_s, LogLevel::Info, {{u"msg"_s, u"x"_s}, {u"level"_s, u"y"_s}, {u"time"_s, u"z"_s}});
    QCOMPARE(LogFormatter(LogFormat::Text).format(record),
             QByteArray("time=\"2026-11-21T20:30:28Z\" level=info msg=m fields.level=y fields.msg=x fields.time=z\n"));
    QCOMPARE(LogFormatter(LogFormat::Json).format(record),
             QByteArray(R"({"fields.level":"y","fields.msg":"x","fields.time":"z","level":"info","msg":"m",)"
                        R"("time":"2026-11-21T20:30:28Z"})"
                        "\n"));
}

void TestLogFormatter::localTime()
{
    useTimeZone("Europe/Berlin");
    QVERIFY(LogFormatter(LogFormat::Text).format(recordOf(u"s"_s)).startsWith("time=\"2026-11-21T21:30:28+01:00\" "));
    useTimeZone("Asia/Kolkata");
    QVERIFY(
        LogFormatter(LogFormat::Json).format(recordOf(u"s"_s)).endsWith("\"time\":\"2026-11-22T02:00:28+05:30\"}\n"));
    useTimeZone("America/New_York");
    QVERIFY(LogFormatter(LogFormat::Text).format(recordOf(u"s"_s)).startsWith("time=\"2026-11-21T15:30:28-05:00\" "));
}

void TestLogFormatter::terminalShowsControls()
{
    const auto record =
        recordOf(u"a\u001b]0;title\u0007\u202e\r\n\tb"_s, LogLevel::Info, {{u"k\u001b"_s, u"v\u001b"_s}});
    for (const auto format : {LogFormat::Text, LogFormat::Terminal, LogFormat::Json, LogFormat::Raw}) {
        auto bytes = LogFormatter(format, true, Start).format(record);
        for (const char *ours : {"\x1b[36m", "\x1b[0m", "\x1b[0K"})
            bytes.replace(ours, "");
        QVERIFY2(!bytes.contains('\x1b') && !bytes.contains('\r') && !bytes.contains('\a') &&
                     !bytes.contains("\xe2\x80\xae"),
                 bytes.constData());
    }
    QVERIFY(LogFormatter(LogFormat::Raw, true).format(record).startsWith("a␛]0;title␇<U+202E>␍\x1b[0K\n\tb"));
    QVERIFY(LogFormatter(LogFormat::Json, true).format(record).contains("\\u202e"));
    QVERIFY(jsonQuoted(QStringView(QChar::fromUcs4(0xe0041)), true) == "\"\\udb40\\udc41\"");
}

void TestLogFormatter::formatNames()
{
    QCOMPARE(logFormatOf(u"json"_s, true), LogFormat::Json);
    QCOMPARE(logFormatOf(u"raw"_s, true), LogFormat::Raw);
    QCOMPARE(logFormatOf(QString(), true), LogFormat::Terminal);
    QCOMPARE(logFormatOf(u"text"_s, false), LogFormat::Text);
    QCOMPARE(logFormatOf(u"JSON"_s, false), LogFormat::Text);
}

QTEST_GUILESS_MAIN(TestLogFormatter)
#include "tst_log_formatter.moc"
