// SPDX-License-Identifier: GPL-3.0-or-later
// TLS by hand: a peer whose certificate nobody signed, refused until a person says otherwise for this session.
#include "hand_window.h"
#include "support/tls_peer.h"

#include <QCheckBox>
#include <QMenu>
#include <QProcess>
#include <QTimer>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;
using State = SocketsModel::State;

class TestHandTls : public HandWindowTest
{
    Q_OBJECT
private Q_SLOTS:
    void withoutVerification();
    void thisSessionOnly();
    void againVerified();
    void tickedBesideTheTarget();

private:
    [[nodiscard]] static TlsPeerOptions selfSigned()
    {
        TlsPeerOptions options;
        options.identity = makeIdentity({.commonName = u"localhost"_s, .alternativeNames = {u"IP:127.0.0.1"_s}});
        return options;
    }
    [[nodiscard]] QAction *trust() const
    {
        return m_window->window().connection().findChild<QAction *>(u"trustCertificates"_s);
    }
    void toggleTrust();
    void connectByTls() { m_window->connectTo(u"tls://127.0.0.1:%1"_s.arg(m_peer.port())); }
    [[nodiscard]] bool isRefused() { return m_window->says(u"x509: certificate signed by unknown authority"_s); }
    static QByteArray runEngine(const QStringList &arguments);

    const TlsPeer m_peer{selfSigned()};
};

/// Opens the menu beside the connect button by keyboard and clicks the line.
void TestHandTls::toggleTrust()
{
    auto *button = m_window->window().connection().findChild<QToolButton *>(u"socketMenu"_s);
    QTimer clicking;
    bool isClicked = false;
    connect(&clicking, &QTimer::timeout, this, [&] {
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        if (!menu)
            return;
        clicking.stop();
        isClicked = true;
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(trust()).center());
    });
    clicking.start(10);
    button->setFocus();
    QTest::keyClick(button, Qt::Key_Space);
    QVERIFY(HandWindow::waitFor([&] { return isClicked && !QApplication::activePopupWidget(); }));
    QVERIFY(m_window->comesBack());
}

QByteArray TestHandTls::runEngine(const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral(ENGINE), arguments);
    if (!process.waitForFinished(60'000) || process.exitCode() != 0)
        return "failed: " + process.readAll();
    return process.readAll();
}

/// Refused, then accepted; the window says so, and the exported script does and says the same.
void TestHandTls::withoutVerification()
{
    connectByTls();
    QVERIFY(isRefused());
    QCOMPARE(m_window->socket().state(), State::Disconnected);
    QVERIFY(!trust()->isChecked());
    toggleTrust();
    QVERIFY(trust()->isChecked());
    QVERIFY(m_window->says(u"Certificates are not verified from here on"_s));
    QVERIFY(m_window->stripShows(u"Certificates not verified"_s));
    connectByTls();
    QVERIFY(m_window->isOpen());
    QVERIFY(m_window->stripShows(u"TLS, not verified"_s));
    m_window->send(u"secret"_s);
    QTRY_COMPARE(m_window->socket().bytesReceived(), 8);
    const QModelIndex row = m_window->journal().sockets()->index(0);
    QCOMPARE(row.data(SocketsModel::TlsVerifiedRole).toBool(), false);

    const QString script = m_window->path(u"export.js"_s);
    const QString journal = m_window->journal().path();
    QCOMPARE(runEngine({u"export"_s, u"script"_s, journal, u"-o"_s, script}).left(6), QByteArray());
    QFile file(script);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY2(text.contains("// The certificate was not verified"), text.constData());
    QVERIFY2(text.contains("export const options = { insecureSkipTLSVerify: true };"), text.constData());
    QVERIFY2(text.contains("// connect() failed while certificates were verified: "), text.constData());
    const int before = m_peer.handshakes();
    QCOMPARE(runEngine({u"run"_s, u"-q"_s, u"--summary-mode=disabled"_s, script}), QByteArray());
    QCOMPARE(m_peer.handshakes(), before + 1);
}

/// Another session verifies, and so does the next start of the program.
void TestHandTls::thisSessionOnly()
{
    toggleTrust();
    QVERIFY(trust()->isChecked());
    m_window->press(Qt::Key_T, Qt::ControlModifier);
    QVERIFY(!trust()->isChecked());
    QVERIFY(m_window->stripShows(u"Not connected"_s));
    connectByTls();
    QVERIFY(isRefused());
    m_window->press(Qt::Key_Tab, Qt::ControlModifier);
    QVERIFY(trust()->isChecked());
    connectByTls(); // chosen before there was an engine
    QVERIFY(m_window->isOpen());
    m_window->reopen();
    QVERIFY(!trust()->isChecked());
    connectByTls();
    QVERIFY(isRefused());
}

void TestHandTls::againVerified()
{
    toggleTrust();
    connectByTls();
    QVERIFY(m_window->isOpen());
    toggleTrust();
    QVERIFY(!trust()->isChecked());
    QVERIFY(m_window->says(u"Certificates are verified again."_s));
    QVERIFY(m_window->stripShows(u"TLS, not verified"_s)); // the connection that there is
    QTest::mouseClick(m_window->toggle(), Qt::LeftButton);
    QVERIFY(m_window->isDestroyed());
    connectByTls();
    QVERIFY(isRefused());
}

/// The box says what the target says and changes it, by mouse and by keyboard.
void TestHandTls::tickedBesideTheTarget()
{
    auto *box = m_window->window().connection().findChild<QCheckBox *>(u"tls"_s);
    toggleTrust();
    m_window->press(Qt::Key_L, Qt::ControlModifier);
    QTest::keyClicks(m_window->target(), u"127.0.0.1:%1"_s.arg(m_peer.port()));
    QVERIFY(!box->isChecked());
    QTest::mouseClick(box, Qt::LeftButton, {}, {box->height() / 2, box->height() / 2});
    QVERIFY(box->isChecked());
    QCOMPARE(m_window->target()->currentText(), u"tls://127.0.0.1:%1"_s.arg(m_peer.port()));
    QTest::mouseClick(m_window->toggle(), Qt::LeftButton);
    QVERIFY(m_window->isOpen());
    QVERIFY(m_window->stripShows(u"TLS, not verified"_s));
    QVERIFY(!box->isEnabled());
    QTest::mouseClick(m_window->toggle(), Qt::LeftButton);
    QVERIFY(m_window->isDestroyed());
    QTRY_VERIFY(box->isEnabled());
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Space);
    QCOMPARE(m_window->target()->currentText(), u"127.0.0.1:%1"_s.arg(m_peer.port()));
    m_window->target()->setCurrentText(u"built-in tls"_s);
    QVERIFY(box->isChecked() && !box->isEnabled());
    m_window->target()->setCurrentText(u"built-in echo"_s);
    QVERIFY(!box->isChecked() && !box->isEnabled());
}

QTEST_MAIN(TestHandTls)
#include "tst_hand_tls.moc"
