// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/operator_manifests.h"
#include "core/archive/outside_program.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace sockscope;
using namespace Qt::StringLiterals;

namespace {

QJsonObject read(const QString &yaml)
{
    return QJsonDocument::fromJson(outside::yamlToJson(yaml)).array().at(0).toObject();
}

TestArchive flat()
{
    TestArchive test;
    test.script = u"/t/load.js"_s;
    test.files = {{u"/t/load.js"_s, "export default () => {}\n"}, {u"/t/data.bin"_s, QByteArray("\xff\x00", 2)}};
    return test;
}

OperatorOptions named(const QString &name)
{
    OperatorOptions options;
    options.name = name;
    return options;
}

} // namespace

class TestOperatorManifests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRequiredFieldIsThere()
    {
        OperatorOptions options = named(u"tcp-test"_s);
        options.namespaceName = u"load"_s;
        options.parallelism = 4;
        options.image = u"example/k6-tcp:2.2.0"_s;
        options.arguments = {u"--tag"_s, u"note=a b"_s};
        options.env = {{u"TCP_HOST"_s, u"yes"_s}};
        options.separate = true;
        options.cleanup = true;
        QString error;
        const auto manifests = operatorManifests(flat(), options, &error);
        QVERIFY2(manifests, qPrintable(error));
        QVERIFY(!manifests->packed);

        const QJsonObject map = read(manifests->configMap);
        QCOMPARE(map.value(u"apiVersion"_s).toString(), u"v1"_s);
        QCOMPARE(map.value(u"kind"_s).toString(), u"ConfigMap"_s);
        QCOMPARE(map.value(u"data"_s).toObject().value(u"load.js"_s).toString(), u"export default () => {}\n"_s);
        QCOMPARE(map.value(u"binaryData"_s).toObject().value(u"data.bin"_s).toString(), u"/wA="_s);

        const QJsonObject run = read(manifests->testRun);
        QCOMPARE(run.value(u"apiVersion"_s).toString(), u"k6.io/v1alpha1"_s);
        QCOMPARE(run.value(u"kind"_s).toString(), u"TestRun"_s);
        for (const QJsonObject &object : {map, run})
            QCOMPARE(object.value(u"metadata"_s).toObject(),
                     (QJsonObject{{u"name"_s, u"tcp-test"_s}, {u"namespace"_s, u"load"_s}}));
        const QJsonObject spec = run.value(u"spec"_s).toObject();
        QCOMPARE(spec.value(u"parallelism"_s).toInt(), 4);
        QCOMPARE(spec.value(u"script"_s).toObject().value(u"configMap"_s).toObject(),
                 (QJsonObject{{u"name"_s, u"tcp-test"_s}, {u"file"_s, u"load.js"_s}}));
        QCOMPARE(spec.value(u"separate"_s).toBool(), true);
        QCOMPARE(spec.value(u"cleanup"_s).toString(), u"post"_s);
        QCOMPARE(spec.value(u"args"_s).toArray(), (QJsonArray{u"--tag"_s, u"note=a b"_s}));
        const QJsonObject runner = spec.value(u"runner"_s).toObject();
        QCOMPARE(runner.value(u"image"_s).toString(), u"example/k6-tcp:2.2.0"_s);
        QCOMPARE(runner.value(u"env"_s).toArray().at(0).toObject(),
                 (QJsonObject{{u"name"_s, u"TCP_HOST"_s}, {u"value"_s, u"yes"_s}})); // text, though YAML 1.1 has `yes`
    }

    /// Keys of a config map can't name folders.
    void filesInFoldersGoInAsAnArchive()
    {
        TestArchive test = flat();
        test.files.insert(u"/t/lib/a.js"_s, "export const a = 1\n");
        QString error;
        const auto manifests = operatorManifests(test, named(u"x"_s), &error);
        QVERIFY2(manifests, qPrintable(error));
        QVERIFY(manifests->packed);
        const QJsonObject run = read(manifests->testRun).value(u"spec"_s).toObject();
        QCOMPARE(run.value(u"script"_s).toObject().value(u"configMap"_s).toObject().value(u"file"_s).toString(),
                 u"load.tar"_s);
        const QByteArray tar = QByteArray::fromBase64(
            read(manifests->configMap).value(u"binaryData"_s).toObject().value(u"load.tar"_s).toString().toLatin1());
        const auto unpacked = unpackArchive(tar, &error);
        QVERIFY2(unpacked, qPrintable(error));
        QCOMPARE(unpacked->files.value(u"/t/lib/a.js"_s), "export const a = 1\n");
    }

    void whatKubernetesRefusesIsToldBefore()
    {
        QString error;
        for (const QString &name : {u""_s, u"Upper"_s, u"-a"_s, u"a_b"_s, QString(64, u'a')}) {
            QVERIFY(!operatorManifests(flat(), named(name), &error));
            QVERIFY2(error.contains(u"Kubernetes"), qPrintable(error));
        }
        OperatorOptions none = named(u"a"_s);
        none.parallelism = 0;
        QVERIFY(!operatorManifests(flat(), none, &error));
        QVERIFY(error.contains(u"--parallelism"));
        TestArchive large = flat();
        large.files.insert(u"/t/large.txt"_s, QByteArray(MaxConfigMapBytes, 'x'));
        QVERIFY(!operatorManifests(large, named(u"a"_s), &error));
        QVERIFY2(error.contains(u"volumeClaim"), qPrintable(error));
    }
};

QTEST_GUILESS_MAIN(TestOperatorManifests)
#include "tst_operator_manifests.moc"
