// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/config_file.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestConfigFile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void values();
    void theDefaultOneNeedNotExist();
    void mistakes_data();
    void mistakes();
    void missing();

private:
    QString write(const QByteArray &text)
    {
        QFile file(m_folder.filePath(u"config.json"_s));
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? file.fileName() : QString();
    }

    QTemporaryDir m_folder;
};

void TestConfigFile::values()
{
    RunOptions options;
    QString error;
    const QString path =
        write(R"({ "vus": 3, "out": ["csv"], "linger": true, "features": ["a"], "foo": 5, "collectors": {} })");
    QVERIFY2(readConfigFile(path, &options, &error), qPrintable(error));
    QCOMPARE(options.vus, 3);
    QCOMPARE(*options.out, QStringList{u"csv"_s});
    QCOMPARE(*options.features, QStringList{u"a"_s});
    QCOMPARE(options.linger, true);
}

void TestConfigFile::theDefaultOneNeedNotExist()
{
    QVERIFY(qputenv("XDG_CONFIG_HOME", m_folder.filePath(u"none"_s).toUtf8()));
    RunOptions options;
    QString error;
    QVERIFY2(readConfigFile({}, &options, &error), qPrintable(error));
    QVERIFY(QDir(m_folder.path()).mkpath(u"none/k6"_s));
    QVERIFY(defaultConfigFile().startsWith(m_folder.path()));
    QVERIFY(QFile::copy(write(R"({ "vus": 4 })"), defaultConfigFile()));
    QVERIFY2(readConfigFile({}, &options, &error), qPrintable(error));
    QCOMPARE(options.vus, 4);
}

void TestConfigFile::mistakes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("problem");
    const auto row = [](const QByteArray &text, const QString &problem) {
        QTest::newRow(text.constData()) << text << problem;
    };
    row(R"({"vus":"x"})", uR"(strconv.ParseInt: parsing "x": invalid syntax, in "vus": "x")"_s);
    row(R"({"tags":5})",
        uR"(json: cannot unmarshal number into Go struct field Config.Options.tags of type map[string]string, in )"
        uR"("tags": 5)"_s);
    row(R"({"out":5})",
        uR"(json: cannot unmarshal number into Go struct field Config.out of type []string, in "out": 5)"_s);
    row("", u"unexpected end of JSON input"_s);
    row("[]", u"json: cannot unmarshal array into Go value of type cmd.Config"_s);
    row("{bad", u"unterminated object at byte 2"_s);
}

void TestConfigFile::mistakes()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, problem);
    const QString path = write(text);
    RunOptions options;
    QString error;
    QVERIFY(!readConfigFile(path, &options, &error));
    QCOMPARE(error, u"failed to load the configuration file from the local file system: couldn't parse the "
                    "configuration from \"%1\": %2"_s.arg(path, problem));
}

void TestConfigFile::missing()
{
    RunOptions options;
    QString error;
    const QString prefix = u"failed to load the configuration file from the local file system: "_s;
    QVERIFY(!readConfigFile(u"/no/such"_s, &options, &error));
    QCOMPARE(error, prefix + u"stat /no/such: no such file or directory"_s);
    QVERIFY(!readConfigFile(m_folder.path(), &options, &error));
    QCOMPARE(error,
             prefix + u"couldn't load the configuration from \"%1\": read %1: is a directory"_s.arg(m_folder.path()));
}

QTEST_GUILESS_MAIN(TestConfigFile)
#include "tst_config_file.moc"
