// SPDX-License-Identifier: GPL-3.0-or-later
// destroy() and deletion of a TLS socket, in every handler and many times over.
#include "socket_acts.h"
#include "support/process_state.h"
#include "support/test_peers.h"

#include <QPointer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;
using State = Socket::State;

namespace {

constexpr qint64 mega = 1 << 20;

} // namespace

class TestSocketTlsDestroy : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void actInEveryTlsHandler_data();
    void actInEveryTlsHandler();
    void tlsCycles();

private:
    TlsPeerOptions m_tls;
};

void TestSocketTlsDestroy::initTestCase()
{
    m_tls.identity = makeIdentity({u"localhost"_s, {u"IP:127.0.0.1"_s}});
    QVERIFY(!m_tls.identity.certificate.isEmpty());
}

void TestSocketTlsDestroy::actInEveryTlsHandler_data()
{
    QTest::addColumn<QString>("handler");
    QTest::addColumn<QString>("act");
    for (const QString &handler :
         {u"resolved"_s, u"opening"_s, u"tlsEstablished"_s, u"open"_s, u"connected"_s, u"written"_s, u"data"_s,
          u"timedOut"_s, u"countersChanged"_s, u"destroyed"_s, u"closed"_s, u"connectFailed"_s}) {
        for (const QString &act : {u"destroy"_s, u"delete"_s, u"deleteLater"_s})
            QTest::newRow(qPrintable(handler + u' ' + act)) << handler << act;
    }
}

void TestSocketTlsDestroy::actInEveryTlsHandler()
{
    QFETCH(QString, handler);
    QFETCH(QString, act);
    TlsPeer peer(m_tls);
    NetOptions options;
    options.insecureSkipTlsVerify = handler != "connectFailed"_L1;
    auto *socket = new Socket(options);
    const QPointer<Socket> alive(socket);
    int acted = 0, closed = 0;
    const auto run = [&] {
        ++acted;
        if (act == "destroy"_L1)
            alive->destroy();
        else if (act == "delete"_L1)
            delete alive.data();
        else
            alive->deleteLater();
    };
    connect(socket, &Socket::closed, this, [&] { ++closed; });
    actIn(handler, *socket, this, run);
    connect(socket, &Socket::connected, this, [&] {
        if (alive)
            alive->write("ping");
    });
    if (handler == "closed"_L1 || handler == "destroyed"_L1)
        connect(socket, &Socket::data, this, [&] { alive->destroy(); });
    socket->setIdleTimeout(20);
    socket->connectToPeer({peer.port(), u"127.0.0.1"_s, true}); // may delete it
    QTRY_VERIFY(acted > 0);
    if (act == "destroy"_L1) {
        QTRY_COMPARE(closed, 1);
        QCOMPARE(alive->state(), State::Destroyed);
        delete alive.data();
    }
    QTRY_VERIFY(!alive);
    QTRY_COMPARE(peer.openConnections(), 0);
    QVERIFY(closed <= 1);
}

void TestSocketTlsDestroy::tlsCycles()
{
    TlsPeer peer(m_tls);
    NetOptions options;
    options.insecureSkipTlsVerify = true;
    const auto cycle = [&](int times) {
        for (int i = 0; i < times; ++i) {
            Socket socket(options);
            bool closed = false;
            connect(&socket, &Socket::closed, &socket, [&] { closed = true; });
            connect(&socket, &Socket::connectFailed, &socket, [&] { socket.destroy(); });
            connect(&socket, &Socket::connected, &socket, [&] { socket.destroy(); });
            socket.connectToPeer({peer.port(), u"127.0.0.1"_s, true});
            while (!closed)
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        }
    };
    cycle(100);
    QTRY_COMPARE(peer.handshakes(), 100);
    QTRY_COMPARE(peer.openConnections(), 0);
    const qsizetype descriptors = openDescriptors();
    const qint64 memory = residentBytes();
    cycle(500);
    QTRY_COMPARE(peer.openConnections(), 0);
    QTRY_COMPARE(peer.handshakes(), 600);
    QVERIFY(openDescriptors() <= descriptors); // a thread that looked up names may have ended meanwhile
    QVERIFY2(!isMemoryMeasurable || residentBytes() - memory < 8 * mega,
             qPrintable(QString::number(residentBytes() - memory)));
}

QTEST_GUILESS_MAIN(TestSocketTlsDestroy)
#include "tst_socket_tls_destroy.moc"
