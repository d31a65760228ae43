// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <memory>

class QQmlEngine;

namespace sockscope {

class CompareModel;
class PanelView;
class SessionView;

/// The page of a tab that compares two sessions: the panel, and the model that it shows.
class ComparePane : public QWidget
{
    Q_OBJECT
public:
    /// The engine and the session, which is that of the tab, must outlive the pane.
    ComparePane(QQmlEngine &engine, SessionView &session, std::unique_ptr<CompareModel> model,
                QWidget *parent = nullptr);
    ~ComparePane() override;

    [[nodiscard]] QString title() const; ///< "today.sockscope ↔ yesterday.sockscope"
    [[nodiscard]] QString summary() const;
    [[nodiscard]] bool hasDifferences() const;
    [[nodiscard]] PanelView &view() const { return *m_view; }

    void nextDifference();
    void previousDifference();

private:
    std::unique_ptr<CompareModel> m_model;
    PanelView *m_view;
};

} // namespace sockscope
