// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/debug/variable_tree.h"

#include "log/visible_text.h"

#include <QJsonArray>

#include <algorithm>
#include <memory>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {
constexpr int maxDepth = 12; ///< of what opens again by itself: structures may be endless
} // namespace

VariableTree::VariableTree(DebugLink &link, QObject *parent)
    : QAbstractListModel(parent)
    , m_link(link)
{
}

int VariableTree::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QHash<int, QByteArray> VariableTree::roleNames() const
{
    return {{NameRole, "name"},       {TypeRole, "type"},       {ValueRole, "value"},
            {ProblemRole, "problem"}, {DepthRole, "depth"},     {ExpandableRole, "expandable"},
            {OpenRole, "open"},       {LazyRole, "lazy"},       {WritableRole, "writable"},
            {ChangedRole, "changed"}, {HeadingRole, "heading"}, {MoreRole, "more"}};
}

QVariant VariableTree::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const VariableNode &node = *m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case NameRole:
        return node.shownName();
    case TypeRole:
        return node.type;
    case ValueRole:
        return node.value;
    case ProblemRole:
        return visibleText(node.problem);
    case DepthRole:
        return node.depth;
    case ExpandableRole:
        return node.isExpandable();
    case OpenRole:
        return node.isOpen;
    case LazyRole:
        return node.isLazy;
    case WritableRole:
        return node.isWritable;
    case ChangedRole:
        return node.hasChanged;
    case HeadingRole:
        return node.kind == VariableNode::Kind::Scope;
    case MoreRole:
        return node.kind == VariableNode::Kind::More;
    default:
        return {};
    }
}

void VariableTree::show(int thread, int frame)
{
    m_thread = thread;
    m_frame = frame;
    m_former.clear();
    for (const VariableNode::Pointer &node : std::as_const(m_rows))
        m_former.insert(node->path, node->value);
    refresh();
}

void VariableTree::refresh()
{
    const int generation = ++m_generation;
    askForRoots([this, generation](const QList<VariableNode::Pointer> &roots) {
        if (generation == m_generation)
            take(roots);
    });
}

void VariableTree::clear()
{
    ++m_generation;
    m_thread = 0;
    m_roots.clear();
    m_former.clear();
    setRows({});
}

void VariableTree::take(const QList<VariableNode::Pointer> &roots)
{
    loadOpen(roots, [this, roots] {
        m_roots = roots;
        showRoots();
        Q_EMIT refreshed();
    });
}

/// Asks for what is inside of those that were open at the pause before; then calls `done`.
void VariableTree::loadOpen(const QList<VariableNode::Pointer> &nodes, const std::function<void()> &done)
{
    QList<VariableNode::Pointer> wanted;
    for (const VariableNode::Pointer &node : nodes) {
        if (node->isExpandable() && !node->isLazy && node->depth < maxDepth && m_open.contains(node->path))
            wanted += node;
    }
    if (wanted.isEmpty()) {
        done();
        return;
    }
    const auto left = std::make_shared<qsizetype>(wanted.size());
    for (const VariableNode::Pointer &node : std::as_const(wanted)) {
        load(node, 0, [left, done] {
            if (--*left == 0)
                done();
        });
    }
}

void VariableTree::load(const VariableNode::Pointer &node, int first, const std::function<void()> &done)
{
    const int generation = m_generation;
    m_link.ask(u"variables"_s, request({{u"handle"_s, node->handle}, {u"first"_s, first}, {u"count"_s, PageSize}}),
               this, [this, node, first, done, generation](const QJsonObject &answer) {
                   if (generation != m_generation)
                       return;
                   if (const QString error = answer.value("error"_L1).toString(); !error.isEmpty())
                       node->problem = error;
                   addMembers(node, first, answer.value("variables"_L1).toArray());
                   node->isOpen = true;
                   loadOpen(node->children.sliced(qMin(qsizetype(first), node->children.size())), done);
               });
}

void VariableTree::addMembers(const VariableNode::Pointer &node, int first, const QJsonArray &members)
{
    if (!node->children.isEmpty() && node->children.constLast()->kind == VariableNode::Kind::More)
        node->children.removeLast();
    for (const auto member : members)
        node->children += VariableNode::from(member.toObject(), node.get());
    if (members.size() < PageSize)
        return;
    auto more = std::make_shared<VariableNode>();
    more->kind = VariableNode::Kind::More;
    more->depth = node->depth + 1;
    more->path = VariableNode::pathOf(node.get(), u"…"_s);
    more->firstMissing = first + static_cast<int>(members.size());
    const int left = node->indexed - more->firstMissing;
    more->name = left > 0 ? tr("%1 more").arg(left) : tr("more");
    node->children += more;
}

void VariableTree::showRoots()
{
    QList<VariableNode::Pointer> rows;
    for (const VariableNode::Pointer &root : std::as_const(m_roots))
        VariableNode::flatten(root, rows);
    setRows(rows);
}

/// Takes rows that were the same before for the same, so that a view stays where it is.
void VariableTree::setRows(const QList<VariableNode::Pointer> &rows)
{
    const auto same = [&](qsizetype before, qsizetype after) { return m_rows[before]->path == rows[after]->path; };
    const qsizetype most = std::min(m_rows.size(), rows.size());
    qsizetype head = 0;
    while (head < most && same(head, head))
        ++head;
    qsizetype tail = 0;
    while (tail < most - head && same(m_rows.size() - 1 - tail, rows.size() - 1 - tail))
        ++tail;
    if (const qsizetype end = m_rows.size() - tail; end > head) {
        beginRemoveRows({}, static_cast<int>(head), static_cast<int>(end) - 1);
        m_rows.remove(head, end - head);
        endRemoveRows();
    }
    if (const qsizetype end = rows.size() - tail; end > head) {
        beginInsertRows({}, static_cast<int>(head), static_cast<int>(end) - 1);
        m_rows = m_rows.first(head) + rows.sliced(head, end - head) + m_rows.sliced(head);
        endInsertRows();
    }
    m_rows = rows;
    markChanges();
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0), index(count() - 1));
    Q_EMIT countChanged();
}

void VariableTree::markChanges()
{
    for (const VariableNode::Pointer &node : std::as_const(m_rows)) {
        const auto former = m_former.constFind(node->path);
        node->hasChanged = former != m_former.constEnd() && *former != node->value;
    }
}

QJsonObject VariableTree::request(QJsonObject members) const
{
    members.insert(u"thread"_s, m_thread);
    members.insert(u"frame"_s, m_frame);
    return members;
}

void VariableTree::toggle(int row)
{
    if (row < 0 || row >= count())
        return;
    const VariableNode::Pointer node = m_rows.at(row);
    if (node->kind == VariableNode::Kind::More) {
        for (int above = row - 1; above >= 0; --above) {
            if (m_rows.at(above)->depth == node->depth - 1) {
                load(m_rows.at(above), node->firstMissing, [this] { showRoots(); });
                return;
            }
        }
        return;
    }
    if (!node->isExpandable())
        return;
    if (node->isOpen) {
        node->isOpen = false;
        node->children.clear();
        m_open.remove(node->path);
        showRoots();
        return;
    }
    m_open.insert(node->path);
    load(node, 0, [this] { showRoots(); });
}

void VariableTree::assign(int row, const QString &expression)
{
    if (row < 0 || row >= count() || !m_rows.at(row)->isWritable)
        return;
    const VariableNode &node = *m_rows.at(row);
    m_link.ask(u"assign"_s, request({{u"handle"_s, node.owner}, {u"name"_s, node.name}, {u"text"_s, expression}}), this,
               [this](const QJsonObject &answer) {
                   if (const QString error = answer.value("error"_L1).toString(); !error.isEmpty())
                       Q_EMIT failed(error);
                   else
                       Q_EMIT assigned();
               });
}

} // namespace sockscope
