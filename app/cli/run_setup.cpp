// SPDX-License-Identifier: GPL-3.0-or-later
#include "run_setup.h"

#include "archive/tar_file.h"
#include "archive/test_archive.h"
#include "peer/peer_factory.h"
#include "peer/peer_server.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 TarPeek = 512; // one header

/// Takes a test out of an archive: its files instead of the disk's, its options instead of the script's.
QString unpack(const QByteArray &bytes, TestRunConfig &config)
{
    QString error;
    const std::optional<TestArchive> archive = unpackArchive(bytes, &error);
    if (!archive)
        return error;
    config.script = archive->script;
    config.files.emplace();
    for (auto it = archive->files.begin(); it != archive->files.end(); ++it)
        config.files->insert(it.key(), it.value());
    config.storedOptions = QJsonDocument::fromJson(archive->options).object();
    config.env = archive->env;
    return {};
}

} // namespace

QString locateScript(const QString &script, TestRunConfig &config)
{
    if (script == u"-") {
        QFile input;
        if (!input.open(stdin, QIODevice::ReadOnly))
            return u"the script could not be read from standard input: %1"_s.arg(input.errorString());
        config.script = script;
        config.source = input.readAll();
        return {};
    }
    const QFileInfo file(script);
    if (file.isDir())
        return u"read %1: is a directory"_s.arg(file.absoluteFilePath());
    if (!file.exists())
        return u"The moduleSpecifier \"%1\" couldn't be found on local disk. Make sure that you've specified the right path to the file."_s
            .arg(script);
    if (!file.isReadable())
        return u"open %1: permission denied"_s.arg(file.absoluteFilePath());
    config.scriptName = script;
    QFile content(script);
    if (content.open(QIODevice::ReadOnly) && looksLikeTar(content.peek(TarPeek)))
        return unpack(content.readAll(), config);
    config.script = QDir::cleanPath(file.absoluteFilePath());
    return {};
}

std::unique_ptr<PeerServer> startPeer(const QString &name, quint16 port, QString *error)
{
    std::unique_ptr<PeerServer> peer = createPeer(name, {}, error);
    if (!peer || peer->start(QHostAddress::LocalHost, port))
        return peer;
    *error = peer->errorString();
    return nullptr;
}

void announcePeer(const PeerServer &peer, QHash<QString, QString> &env)
{
    for (const QString &prefix : {u"TCP_"_s, u"TCP_ECHO_"_s}) {
        env.insert(prefix + u"HOST"_s, u"127.0.0.1"_s);
        env.insert(prefix + u"PORT"_s, QString::number(peer.port()));
    }
}

} // namespace sockscope
