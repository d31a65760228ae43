// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/debug/watch_model.h"

namespace sockscope {

using namespace Qt::StringLiterals;

WatchModel::WatchModel(DebugLink &link, WatchList &list, QObject *parent)
    : VariableTree(link, parent)
    , m_list(list)
{
    connect(&list, &WatchList::changed, this, [this] { refresh(); });
    WatchModel::clear();
}

VariableNode::Pointer WatchModel::rootFor(const QString &expression)
{
    auto node = std::make_shared<VariableNode>();
    node->kind = VariableNode::Kind::Watch;
    node->name = node->path = expression;
    return node;
}

void WatchModel::askForRoots(const Roots &take)
{
    QList<VariableNode::Pointer> roots;
    const QStringList expressions = m_list.expressions();
    for (const QString &expression : expressions)
        roots += rootFor(expression);
    if (!isShowing() || roots.isEmpty()) {
        take(roots);
        return;
    }
    const auto left = std::make_shared<qsizetype>(roots.size());
    for (const VariableNode::Pointer &root : std::as_const(roots)) {
        link().ask(u"evaluate"_s, request({{u"text"_s, root->name}}), this,
                   [root, roots, left, take](const QJsonObject &answer) {
                       const QString expression = root->name;
                       *root = *VariableNode::from(answer.value("value"_L1).toObject(), nullptr);
                       root->kind = VariableNode::Kind::Watch;
                       root->name = root->path = expression;
                       root->problem = answer.value("error"_L1).toString();
                       if (--*left == 0)
                           take(roots);
                   });
    }
}

void WatchModel::clear()
{
    VariableTree::clear();
    refresh();
}

int WatchModel::expressionAt(int row) const
{
    if (row < 0 || row >= count() || rows().at(row)->kind != VariableNode::Kind::Watch)
        return -1;
    return static_cast<int>(m_list.expressions().indexOf(rows().at(row)->name));
}

void WatchModel::add(const QString &expression)
{
    m_list.add(expression);
}

void WatchModel::replace(int row, const QString &expression)
{
    m_list.replace(expressionAt(row), expression);
}

void WatchModel::remove(int row)
{
    m_list.remove(expressionAt(row));
}

} // namespace sockscope
