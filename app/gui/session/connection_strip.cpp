// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection_strip.h"

#include "hand_control.h"
#include "icons.h"
#include "panel_view.h"
#include "peer/peer_factory.h"
#include "session_tab.h"
#include "theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QQuickItem>
#include <QToolButton>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

const QString peerPrefix = u"built-in "_s; ///< of a target that names a built-in peer

/// "echo", or "echo:7000" for a port of one's choice; any other text is a name that nobody has.
std::pair<QString, quint16> parsePeer(const QString &text)
{
    const qsizetype colon = text.lastIndexOf(u':');
    bool isPort = false;
    const quint16 port = colon < 0 ? quint16(0) : text.sliced(colon + 1).trimmed().toUShort(&isPort);
    return isPort ? std::pair(text.first(colon).trimmed(), port) : std::pair(text, quint16(0));
}

bool isLive(const CurrentSocket &socket)
{
    return socket.state() == SocketsModel::Opening || socket.state() == SocketsModel::Open;
}

} // namespace

ConnectionStrip::ConnectionStrip(QQmlEngine &engine, QSettings &settings, Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_recent(settings)
    , m_theme(theme)
    , m_target(new QComboBox(this))
    , m_tls(new QCheckBox(tr("TLS"), this))
    , m_toggle(new QPushButton(this))
    , m_more(new QToolButton(this))
{
    createTarget();
    createTls();
    createButtons();
    m_row = new QHBoxLayout(this);
    m_row->setContentsMargins({});
    m_row->addWidget(m_target);
    m_row->addWidget(m_tls);
    m_row->addWidget(m_toggle);
    m_row->addWidget(m_more);
    connect(&theme, &Theme::changed, this, &ConnectionStrip::applyTheme);
    applyTheme();
}

ConnectionStrip::~ConnectionStrip()
{
    delete m_state; // before the session that it shows
}

void ConnectionStrip::createTarget()
{
    m_target->setObjectName(u"target"_s);
    m_target->setEditable(true);
    m_target->setInsertPolicy(QComboBox::NoInsert);
    m_target->setMaxVisibleItems(20);
    m_target->setAccessibleName(tr("Target: host and port"));
    m_target->setToolTip(tr(
        "Where to connect: localhost:6379, [::1]:7, tls://example.org:443, or a built-in peer, built-in echo:7000 on "
        "a port of your choice"));
    m_target->lineEdit()->setPlaceholderText(tr("host:port"));
    m_target->lineEdit()->setClearButtonEnabled(false);
    connect(m_target->lineEdit(), &QLineEdit::returnPressed, this, [this] {
        if (m_toggle->isEnabled() && !isLive(*m_tab->view().socket()))
            toggleConnection();
    });
    showTargets();
}

void ConnectionStrip::createTls()
{
    m_tls->setObjectName(u"tls"_s);
    m_tls->setAccessibleName(tr("Connect by TLS"));
    connect(m_tls, &QCheckBox::clicked, this,
            [this](bool tls) { m_target->setCurrentText(withTls(m_target->currentText(), tls)); });
    connect(m_target, &QComboBox::currentTextChanged, this, &ConnectionStrip::showTls);
    showTls();
}

void ConnectionStrip::showTls()
{
    const QString text = m_target->currentText();
    const bool isPeer = text.startsWith(peerPrefix);
    const auto parsed = parseTarget(text);
    m_tls->setChecked(isPeer          ? parsePeer(text.sliced(peerPrefix.size())).first == u"tls"
                      : parsed.target ? parsed.target->tls
                                      : text.startsWith(u"tls://", Qt::CaseInsensitive));
    m_tls->setEnabled(m_target->isEnabled() && !isPeer);
    m_tls->setToolTip(isPeer ? tr("Of the built-in peers, the one named tls speaks TLS")
                             : tr("Encrypts the connection, as a target that begins with tls:// does"));
}

void ConnectionStrip::createButtons()
{
    m_toggle->setObjectName(u"connectButton"_s);
    connect(m_toggle, &QPushButton::clicked, this, &ConnectionStrip::toggleConnection);
    m_more->setObjectName(u"socketMenu"_s);
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setStyleSheet(u"QToolButton::menu-indicator { image: none; }"_s); // the dots say it already
    m_more->setFocusPolicy(Qt::TabFocus);
    m_more->setAccessibleName(tr("More for this socket"));
    m_more->setToolTip(tr("More for this socket: half-close, idle timeout, certificates"));
    auto *menu = new QMenu(m_more);
    m_halfClose = menu->addAction(tr("&Half-close"), this, &ConnectionStrip::halfClose);
    m_halfClose->setToolTip(tr("Ends sending with a FIN; what the peer still sends arrives"));
    m_idleTimeout = menu->addAction(tr("&Idle Timeout…"), this, &ConnectionStrip::askForIdleTimeout);
    menu->addSeparator();
    m_trust = menu->addAction(tr("Don't &Verify Certificates"), this,
                              [this](bool trusts) { m_tab->session().setVerifiesCertificates(!trusts); });
    m_trust->setObjectName(u"trustCertificates"_s);
    m_trust->setCheckable(true);
    m_trust->setToolTip(tr("TLS in this session accepts any certificate, also of an impostor. For peers of your own "
                           "whose certificates nobody signed."));
    menu->setToolTipsVisible(true);
    m_more->setMenu(menu);
}

void ConnectionStrip::setTab(SessionTab &tab)
{
    if (m_tab) {
        disconnect(m_tab->view().socket(), nullptr, this, nullptr);
        disconnect(m_tab->view().status(), nullptr, this, nullptr);
        disconnect(&m_tab->session(), nullptr, this, nullptr);
    }
    m_tab = &tab;
    m_isConnecting = m_isAnswerDue = false;
    if (m_state) {
        m_state->rootObject()->setProperty("session", QVariant::fromValue(&tab.view()));
    } else {
        m_state = new PanelView(m_engine, u"SocketStrip"_s, {{u"session"_s, QVariant::fromValue(&tab.view())}});
        m_state->setFocusPolicy(Qt::NoFocus); // nothing to operate in it
        m_state->setAccessibleName(tr("Current socket"));
        m_row->addWidget(m_state, 1);
        applyTheme();
    }
    connect(tab.view().socket(), &CurrentSocket::changed, this, &ConnectionStrip::showState);
    connect(tab.view().status(), &SessionStatus::changed, this, &ConnectionStrip::showState);
    connect(&tab.session(), &Session::evaluated, this, [this] { m_isAnswerDue = false; });
    connect(&tab.session(), &Session::peerFailed, this, [this] { m_isAnswerDue = false; });
    connect(tab.view().status(), &SessionStatus::changed, this, [this] {
        if (m_tab->view().status()->phase() == SessionStatus::Phase::Gone)
            m_isAnswerDue = false;
    });
    m_target->setCurrentText(tab.targetText());
    showState();
}

void ConnectionStrip::showState()
{
    const SocketsModel::State state = m_tab->view().socket()->state();
    const bool live = isLive(*m_tab->view().socket());
    const bool canDrive = m_tab->session().canEvaluate();
    if (live || m_tab->view().socket()->error() != m_errorBefore) // the journal has seen what the last Enter did
        m_isAnswerDue = false;
    m_toggle->setText(!live ? tr("Connect") : state == SocketsModel::Opening ? tr("Cancel") : tr("Disconnect"));
    m_toggle->setProperty("accent", !live); // the style sheet's accent
    m_toggle->setEnabled(canDrive);
    m_toggle->setToolTip(canDrive ? QString() : m_tab->session().whyNotEvaluate());
    style()->unpolish(m_toggle);
    style()->polish(m_toggle);
    if (state == SocketsModel::Open && std::exchange(m_isConnecting, false))
        Q_EMIT connected();
    m_target->setEnabled(canDrive && !live);
    showTls();
    m_halfClose->setEnabled(canDrive && state == SocketsModel::Open);
    m_idleTimeout->setEnabled(canDrive && state != SocketsModel::Destroyed);
    m_trust->setEnabled(canDrive);
    m_trust->setChecked(m_tab->view().status()->isTrusting());
}

void ConnectionStrip::showTargets()
{
    const QString typed = m_target->currentText();
    m_target->clear();
    const QList<Target> recent = m_recent.all();
    for (const Target &target : recent)
        m_target->addItem(targetText(target));
    if (!recent.isEmpty())
        m_target->insertSeparator(m_target->count());
    for (const PeerKind &peer : peerKinds()) {
        m_target->addItem(peerPrefix + peer.name);
        m_target->setItemData(m_target->count() - 1, peer.description, Qt::ToolTipRole);
    }
    m_target->setCurrentText(typed);
}

void ConnectionStrip::focusTarget()
{
    m_target->setFocus(Qt::ShortcutFocusReason);
    m_target->lineEdit()->selectAll();
}

void ConnectionStrip::toggleConnection()
{
    if (isLive(*m_tab->view().socket())) {
        m_isAnswerDue = false;
        m_tab->control().destroy();
        return;
    }
    if (m_isAnswerDue) // the journal is a moment behind a second Enter
        return;
    const QString text = m_target->currentText().trimmed();
    m_isConnecting = true;
    m_errorBefore = m_tab->view().socket()->error();
    m_tab->setTargetText(text);
    if (text.startsWith(peerPrefix)) {
        m_isAnswerDue = true;
        const auto [name, port] = parsePeer(text.sliced(peerPrefix.size()));
        m_tab->control().connectToPeer(name, port);
        return;
    }
    const ParsedTarget parsed = parseTarget(text);
    if (!parsed.target) {
        m_tab->session().say(LogLevel::Error, parsed.error);
        focusTarget();
        return;
    }
    m_recent.add(*parsed.target);
    showTargets();
    m_target->setCurrentText(text);
    m_isAnswerDue = true;
    m_tab->control().connectTo(*parsed.target);
}

void ConnectionStrip::halfClose()
{
    m_tab->control().halfClose();
}

void ConnectionStrip::askForIdleTimeout()
{
    bool ok = false;
    const int ms = QInputDialog::getInt(this, tr("Idle timeout"),
                                        tr("Milliseconds without received bytes until a timeout event (0: none):"),
                                        5000, 0, 86'400'000, 100, &ok);
    if (ok)
        m_tab->control().setIdleTimeout(ms);
}

void ConnectionStrip::applyTheme()
{
    const int unit = m_theme.unit();
    m_row->setSpacing(2 * unit);
    m_target->setFixedWidth(56 * unit);
    m_toggle->setMinimumWidth(24 * unit);
    m_more->setIcon(actionIcon(u"more"_s, m_theme.colors().text, m_theme.colors().outline));
    m_more->setIconSize({m_theme.iconSize(), m_theme.iconSize()});
    if (m_state)
        m_state->setFixedHeight(8 * unit);
}

} // namespace sockscope
