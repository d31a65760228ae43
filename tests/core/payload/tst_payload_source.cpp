// SPDX-License-Identifier: GPL-3.0-or-later
#include "payload/payload_source.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestPayloadSource : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsAFile();
    void otherModesAreParsed();
    void saysWhyNot();
    void theLargestFile();

private:
    static QString writeFile(const QTemporaryDir &folder, const QString &name, const QByteArray &bytes);
    static QString problem(const QString &path);
};

QString TestPayloadSource::writeFile(const QTemporaryDir &folder, const QString &name, const QByteArray &bytes)
{
    QFile file(folder.filePath(name));
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
}

QString TestPayloadSource::problem(const QString &path)
{
    const auto parsed = templateOf({PayloadMode::File, path, LineEnding::CrLf});
    return parsed.isValid() ? QString() : parsed.errors().first().message;
}

void TestPayloadSource::readsAFile()
{
    const QTemporaryDir folder;
    const QString path = writeFile(folder, u"a.bin"_s, "\0\\q{{x\r\n"_qba);
    QCOMPARE(templateOf({PayloadMode::File, path, LineEnding::CrLf}).render({}).bytes, "\0\\q{{x\r\n"_qba);
}

void TestPayloadSource::otherModesAreParsed()
{
    QCOMPARE(templateOf({PayloadMode::Hex, u"41"_s, LineEnding::CrLf}).render({}).bytes, "A"_qba);
}

void TestPayloadSource::saysWhyNot()
{
    const QTemporaryDir folder;
    QCOMPARE(problem({}), u"No file is chosen."_s);
    QVERIFY(problem(folder.filePath(u"none"_s)).startsWith(u"There is no file “"_s));
    QVERIFY(problem(folder.path()).endsWith(u"is not an ordinary file: choose another."_s));
    QVERIFY(problem(u"/dev/zero"_s).endsWith(u"is not an ordinary file: choose another."_s));
}

void TestPayloadSource::theLargestFile()
{
    const QTemporaryDir folder;
    const QString path = writeFile(folder, u"big"_s, QByteArray(MaxPayloadBytes, 'x'));
    QCOMPARE(problem(path), QString());
    QVERIFY(QFile::resize(path, MaxPayloadBytes + 1));
    QCOMPARE(problem(path), u"“big” has 16,777,217 bytes; at most 16,777,216 bytes can be sent at once."_s);
}

QTEST_APPLESS_MAIN(TestPayloadSource)
#include "tst_payload_source.moc"
