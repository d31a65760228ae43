// SPDX-License-Identifier: GPL-3.0-or-later
// Sockets on threads of their own, with and without an event loop.
#include "net/socket.h"
#include "support/process_state.h"
#include "support/test_peers.h"

#include <QAbstractEventDispatcher>
#include <QEventLoop>
#include <QTest>
#include <QThread>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestSocketThreads : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void threadOfItsOwn();
    void threadWithoutEventLoop();

private:
    NetOptions m_options;
};

void TestSocketThreads::threadOfItsOwn()
{
    Peer peer(behaviour::echo());
    QByteArray echoed;
    std::unique_ptr<QThread> worker(QThread::create([&] {
        Socket socket(m_options);
        QEventLoop loop;
        QObject::connect(&socket, &Socket::connected, &loop, [&] { socket.write("from a worker"); });
        QObject::connect(&socket, &Socket::data, &loop, [&](const QByteArray &chunk) {
            echoed += chunk;
            if (echoed.size() == 13)
                socket.destroy();
        });
        QObject::connect(&socket, &Socket::closed, &loop, &QEventLoop::quit);
        socket.connectToPeer({peer.port()});
        loop.exec();
    }));
    worker->start();
    QVERIFY(worker->wait(5000));
    QCOMPARE(echoed, QByteArray("from a worker"));
}

// A thread may run its dispatcher itself, without QEventLoop. Deferred deletion doesn't work there: nothing may rely on
// it.
void TestSocketThreads::threadWithoutEventLoop()
{
    Peer peer(behaviour::greeting("x"));
    qint64 growth = -1;
    qsizetype descriptors = 0;
    std::unique_ptr<QThread> worker(QThread::create([&] {
        const auto cycle = [&](int times) {
            for (int i = 0; i < times; ++i) {
                Socket socket(m_options);
                bool heard = false, closed = false;
                QObject::connect(&socket, &Socket::data, &socket, [&] { heard = true; });
                QObject::connect(&socket, &Socket::closed, &socket, [&] { closed = true; });
                socket.connectToPeer({peer.port(), u"127.0.0.1"_s});
                while (!heard)
                    QAbstractEventDispatcher::instance()->processEvents(QEventLoop::WaitForMoreEvents);
                socket.destroy();
                while (!closed)
                    QAbstractEventDispatcher::instance()->processEvents(QEventLoop::WaitForMoreEvents);
            }
        };
        cycle(300);
        descriptors = openDescriptors();
        const qint64 memory = residentBytes();
        cycle(3000);
        growth = residentBytes() - memory;
    }));
    worker->start();
    QVERIFY(worker->wait(60000));
    QTRY_COMPARE(peer.openConnections(), 0);
    QVERIFY2(!isMemoryMeasurable || growth < 4 << 20, qPrintable(QString::number(growth)));
    QVERIFY(openDescriptors() <= descriptors);
}

QTEST_GUILESS_MAIN(TestSocketThreads)
#include "tst_socket_threads.moc"
