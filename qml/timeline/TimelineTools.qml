// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Sockscope.Panels

/// The row above the timeline: what is shown, what is searched, how times are written. Two rows where one is too narrow.
Rectangle {
    id: tools

    required property TimelineView view
    required property TimelineColumns columns
    required property int current ///< the row that steps go from
    readonly property bool wide: width > 200 * Theme.unit
    property bool low: false ///< there is room for one row only
    readonly property alias field: field
    property bool finding: false ///< the field searches instead of filtering
    readonly property TimelineFilterModel rows: view.rows
    readonly property TimelineSearch search: view.search
    readonly property string problem: finding ? search.problem : rows.problem
    signal done ///< the person is done with the field

    implicitHeight: (wide || low ? 1 : 2) * (Theme.unit * 8) + 1
    color: Theme.colors.window

    function edit(find: bool) {
        typing.apply();
        finding = find;
        field.text = finding ? search.query : rows.query;
        field.forceActiveFocus(Qt.ShortcutFocusReason);
        field.selectAll();
    }
    function step(forward: bool) {
        typing.apply();
        if (forward)
            search.next(current);
        else
            search.previous(current < 0 ? rows.count : current);
    }
    function summary(): string {
        const number = value => Number(value).toLocaleString(Qt.locale(), "f", 0);
        const count = rows.isWhole ? qsTr("%1 rows").arg(number(rows.count))
            : qsTr("%1 of %2").arg(number(rows.count)).arg(number(rows.total));
        if (!finding)
            return rows.busy ? qsTr("%1, %2 % searched").arg(count).arg(Math.floor(rows.progress * 100)) : count;
        const position = search.count >= 0 ? search.positionOf(current) : 0;
        return !search.active ? count : position > 0 ? qsTr("match %1 of %2").arg(number(position)).arg(number(search.count))
            : search.busy ? qsTr("%1 matches so far").arg(number(search.count)) : qsTr("%1 matches").arg(number(search.count));
    }

    Connections { // a button, or another panel, changed the query
        function onQueryChanged() {
            if (!tools.finding && !typing.running && field.text !== tools.rows.query)
                field.text = tools.rows.query;
        }

        target: tools.rows
    }
    onViewChanged: field.text = finding ? view.search.query : view.rows.query

    Timer {
        id: typing

        function apply() {
            stop();
            if (tools.finding)
                tools.search.query = field.text;
            else
                tools.rows.query = field.text;
        }

        interval: 150
        onTriggered: apply()
    }
    TextMetrics { // a width of the text's own implicit one, which depends on its width, would be a loop
        id: sample

        font: count.font
        text: count.text
    }
    TimelineButton {
        id: mode

        x: Theme.unit * 2
        y: Theme.unit
        text: tools.finding ? qsTr("Find") : qsTr("Filter")
        iconName: tools.finding ? "search" : "filter"
        hint: tools.finding ? qsTr("The line finds rows; switch to filtering them") : qsTr("The line filters rows; switch to finding them")
        onClicked: tools.edit(!tools.finding)
    }
    TimelineField {
        id: field

        anchors.left: mode.right
        anchors.right: beside.left
        anchors.leftMargin: Theme.unit
        anchors.rightMargin: Theme.unit
        y: Theme.unit
        iconName: mode.iconName
        wrong: tools.problem !== ""
        placeholderText: tools.wide ? qsTr("text  hex:0d0a  dir:in  kind:data  socket:3  size>100  -not") : qsTr("text  hex:0d0a  dir:in")
        Accessible.name: tools.finding ? qsTr("Find in the timeline") : qsTr("Filter the timeline")
        Accessible.description: tools.problem
        onTextEdited: typing.restart()
        Keys.onReturnPressed: event => {
            typing.apply();
            if (tools.finding)
                tools.step(!(event.modifiers & Qt.ShiftModifier));
            else
                tools.done();
        }
        Keys.onDownPressed: tools.done()
        Keys.onEscapePressed: {
            if (text === "")
                tools.done();
            clear();
            typing.apply();
        }
    }
    Row {
        id: beside

        x: (tools.wide ? choices.x : tools.width) - width - Theme.unit * 2
        y: Theme.unit
        spacing: Theme.unit

        TimelineButton {
            text: "Aa"
            hint: qsTr("Match upper and lower case")
            checkable: true
            checked: tools.rows.matchCase
            onToggled: tools.rows.matchCase = checked
        }
        TimelineButton {
            iconName: "up"
            hint: qsTr("Previous match")
            visible: tools.finding
            enabled: tools.search.active
            onClicked: tools.step(false)
        }
        TimelineButton {
            iconName: "down"
            hint: qsTr("Next match")
            visible: tools.finding
            enabled: tools.search.active
            onClicked: tools.step(true)
        }
        PanelText {
            id: count

            width: Math.min(sample.advanceWidth + 2 * Theme.unit, tools.width * 0.3)
            height: Theme.unit * 6
            leftPadding: Theme.unit
            text: tools.summary()
            font.pixelSize: Theme.smallSize
            color: Theme.colors.muted
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }
    }
    TimelineChoices {
        id: choices

        visible: tools.wide || !tools.low
        x: tools.wide ? tools.width - width - Theme.unit * 2 : Theme.unit * 2
        y: tools.wide ? Theme.unit : Theme.unit * 8
        rows: tools.rows
        columns: tools.columns
        brief: tools.width < 96 * Theme.unit
    }
    Rectangle { // how far the search through all bytes is
        y: parent.height - 2
        height: 2
        width: parent.width * tools.rows.progress
        visible: tools.rows.busy
        color: Theme.colors.accent
    }
}
