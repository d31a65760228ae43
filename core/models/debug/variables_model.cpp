// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/debug/variables_model.h"

#include <QJsonArray>

namespace sockscope {

using namespace Qt::StringLiterals;

VariablesModel::VariablesModel(DebugLink &link, QObject *parent)
    : VariableTree(link, parent)
{
    keepOpen(u"Local"_s);
    keepOpen(u"Closure"_s);
}

void VariablesModel::askForRoots(const Roots &take)
{
    link().ask(u"scopes"_s, request(), this, [take](const QJsonObject &answer) {
        QList<VariableNode::Pointer> roots;
        const QJsonArray scopes = answer.value("scopes"_L1).toArray();
        for (const auto scope : scopes) {
            VariableNode::Pointer node = VariableNode::from(scope.toObject(), nullptr);
            node->kind = VariableNode::Kind::Scope;
            roots += node;
        }
        take(roots);
    });
}

QList<std::pair<QString, QString>> VariablesModel::locals() const
{
    QList<std::pair<QString, QString>> found;
    for (const VariableNode::Pointer &node : rows()) {
        if (node->depth == 0 && !found.isEmpty())
            break; // the next scope
        if (node->depth == 1 && !node->name.isEmpty() && node->problem.isEmpty())
            found.emplaceBack(node->name, node->value);
    }
    return found;
}

} // namespace sockscope
