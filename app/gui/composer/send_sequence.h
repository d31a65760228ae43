// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "payload/payload_template.h"
#include "payload/saved_sends.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace sockscope {

/// Sends a list of payloads in order, each after the reply to the one before or after a delay. GUI thread.
class SendSequence : public QObject
{
    Q_OBJECT
public:
    struct Step
    {
        QString name;
        PayloadTemplate payload;
        SendStep::Then then = SendStep::Then::Reply;
        int milliseconds = 0; ///< the longest wait for a reply, or the delay
    };
    /// Makes the bytes of one step, when its turn has come.
    using Renderer = std::function<RenderedPayload(const PayloadTemplate &)>;

    /// A reply may come in several chunks: the next payload leaves when nothing more came for so long.
    static constexpr int QuietMs = 30;

    explicit SendSequence(QObject *parent = nullptr);

    /// Sends the first step at once; a sequence that still runs is cancelled. An empty list finishes at once.
    void start(const QList<Step> &steps, Renderer render);
    /// Bytes came from the peer. They count as the reply to the step that was sent last.
    void replyReceived();
    /// Ends the run; `why` is a sentence, "" stands for the person's wish.
    void cancel(const QString &why = {});

    [[nodiscard]] bool isRunning() const { return m_state != State::Idle; }
    [[nodiscard]] int position() const { return m_at; } ///< how many steps have been sent
    [[nodiscard]] int size() const { return int(m_steps.size()); }
    /// Where it is, in words; "" while none runs.
    [[nodiscard]] QString progressText() const;

Q_SIGNALS:
    void sendRequested(const QByteArray &bytes);
    void progressed();
    void finished(bool completed, const QString &sentence);

private:
    enum class State { Idle, AwaitingReply, AwaitingQuiet, Delaying };

    void sendNext();
    void waitAfter(const Step &step);
    void timedOut();
    void finish(bool completed, const QString &sentence);

    QList<Step> m_steps;
    Renderer m_render;
    State m_state = State::Idle;
    int m_at = 0;
    QTimer m_deadline; ///< of a reply, or the end of a delay
    QTimer m_quiet;
};

} // namespace sockscope
