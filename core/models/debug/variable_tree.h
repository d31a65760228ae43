// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/debug/debug_link.h"
#include "models/debug/variable_node.h"

#include <QAbstractListModel>
#include <QHash>
#include <QSet>

#include <functional>

namespace sockscope {

/// Values of a script that stands still as the rows of a tree: what is inside of one is asked for when it is opened,
/// 100 members at a time. What was open stays open in the next pause, and values that differ are marked.
class VariableTree : public QAbstractListModel
{
    Q_OBJECT
    Q_PROPERTY(int count READ count NOTIFY countChanged)
public:
    enum Role {
        NameRole = Qt::UserRole,
        TypeRole,
        ValueRole,
        ProblemRole, ///< why there is no value
        DepthRole,
        ExpandableRole,
        OpenRole,
        LazyRole, ///< opening it runs a getter
        WritableRole,
        ChangedRole, ///< since the pause before
        HeadingRole, ///< a scope
        MoreRole,    ///< stands for members that were not asked for
    };
    Q_ENUM(Role)
    static constexpr int PageSize = 100; ///< members asked for at a time

    VariableTree(DebugLink &link, QObject *parent);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] int count() const { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] const QList<VariableNode::Pointer> &rows() const { return m_rows; }

    /// Shows the values of a frame of a virtual user that stands still.
    void show(int thread, int frame);
    void refresh(); ///< a value was changed
    virtual void clear();

    Q_INVOKABLE void toggle(int row); ///< opens or closes it, or asks for more members
    /// Sets a variable to the value of an expression; failed() or a new value follows.
    Q_INVOKABLE void assign(int row, const QString &expression);

Q_SIGNALS:
    void countChanged();
    void assigned(); ///< other values may have changed with it
    void failed(const QString &sentence);
    void refreshed(); ///< what is shown belongs to the present pause

protected:
    using Roots = std::function<void(const QList<VariableNode::Pointer> &)>;
    /// Asks for the roots of a frame and hands them over, at once or later.
    virtual void askForRoots(const Roots &take) = 0;
    [[nodiscard]] QJsonObject request(QJsonObject members = {}) const; ///< of the present thread and frame
    [[nodiscard]] DebugLink &link() { return m_link; }
    [[nodiscard]] bool isShowing() const { return m_thread > 0; }
    void keepOpen(const QString &path) { m_open.insert(path); }
    void setRows(const QList<VariableNode::Pointer> &rows);

private:
    void take(const QList<VariableNode::Pointer> &roots);
    void load(const VariableNode::Pointer &node, int first, const std::function<void()> &done);
    void addMembers(const VariableNode::Pointer &node, int first, const QJsonArray &members);
    void loadOpen(const QList<VariableNode::Pointer> &nodes, const std::function<void()> &done);
    void showRoots();
    void markChanges();

    DebugLink &m_link;
    int m_thread = 0; ///< 0: none
    int m_frame = 0;
    int m_generation = 0; ///< answers to questions of an earlier one come too late
    QList<VariableNode::Pointer> m_roots;
    QList<VariableNode::Pointer> m_rows;
    QSet<QString> m_open; ///< paths
    QHash<QString, QString> m_former;
};

} // namespace sockscope
