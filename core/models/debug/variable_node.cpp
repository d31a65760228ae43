// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/debug/variable_node.h"

#include "log/visible_text.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// A byte as people look for it: "48 (72, "H")".
QString byteText(const QString &value)
{
    bool isNumber = false;
    const int byte = value.toInt(&isNumber);
    if (!isNumber || byte < 0 || byte > 255)
        return value;
    const QString hex = QString::number(byte, 16).rightJustified(2, u'0');
    return byte >= 0x20 && byte < 0x7f ? u"%1 (%2, \"%3\")"_s.arg(hex, value, QChar(byte))
                                       : u"%1 (%2)"_s.arg(hex, value);
}

} // namespace

QString VariableNode::pathOf(const VariableNode *parent, const QString &name)
{
    return parent ? parent->path + QChar(0x1f) + name : name;
}

VariableNode::Pointer VariableNode::from(const QJsonObject &variable, const VariableNode *parent)
{
    auto node = std::make_shared<VariableNode>();
    node->name = variable.value("name"_L1).toString();
    node->path = pathOf(parent, node->name);
    node->depth = parent ? parent->depth + 1 : 0;
    node->owner = parent ? parent->handle : 0;
    node->type = variable.value("type"_L1).toString();
    node->value = visibleText(variable.value("value"_L1).toString());
    node->handle = variable.value("handle"_L1).toInt();
    node->named = variable.value("named"_L1).toInt();
    node->indexed = variable.value("indexed"_L1).toInt();
    node->isLazy = variable.value("lazy"_L1).toBool();
    node->isWritable = variable.value("writable"_L1).toBool();
    if (parent && parent->value.startsWith("Uint8Array"_L1))
        node->value = byteText(node->value);
    return node;
}

QString VariableNode::shownName() const
{
    return name.isEmpty() && kind == Kind::Variable ? u"\"\""_s : visibleText(name);
}

void VariableNode::flatten(const Pointer &node, QList<Pointer> &rows)
{
    rows += node;
    if (!node->isOpen)
        return;
    for (const Pointer &child : std::as_const(node->children))
        flatten(child, rows);
}

} // namespace sockscope
