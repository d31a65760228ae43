// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Sockscope.Panels

/// What a script that stands still looks like: its variables, watched expressions, the call stack and what it stops at.
/// In two columns where there is room.
Panel {
    id: panel

    readonly property Debugger debug: session.debugger
    readonly property bool paused: debug.state === Debugger.Paused
    readonly property bool wide: width >= 140 * Theme.unit
    readonly property alias variables: variables
    readonly property alias watches: watches
    readonly property alias stack: stack
    readonly property alias breakpoints: breakpoints
    readonly property string notPaused: debug.state === Debugger.Running ? qsTr("The script runs. F6 pauses it.")
        : qsTr("Nothing stands still. Click beside a line number, then press F5.")
    signal locationActivated(file: string, line: int, column: int)

    DebugHeader {
        id: header

        width: parent.width
        debug: panel.debug
    }
    Flickable {
        id: view

        anchors.top: header.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        clip: true
        contentHeight: columns.height
        boundsBehavior: Flickable.StopAtBounds
        interactive: contentHeight > height
        T.ScrollBar.vertical: PanelScrollBar {}

        GridLayout {
            id: columns

            width: view.width
            height: Math.max(view.height, implicitHeight)
            columns: panel.wide ? 2 : 1
            columnSpacing: 1
            rowSpacing: 0

            ColumnLayout {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1
                spacing: 0

                DebugSection {
                    title: qsTr("Variables")
                    note: panel.paused ? panel.debug.stack.count > 0 ? panel.debug.frameName : "" : ""
                    hint: panel.paused ? qsTr("The variables of this function are not known: it only waits, or it is not the script's own.")
                        : panel.notPaused
                    vacant: variables.count === 0
                    contentRoom: Theme.unit * 60

                    DebugVariables {
                        id: variables

                        name: qsTr("Variables")
                        tree: panel.debug.variables as VariableTree
                    }
                }
                DebugSection {
                    title: qsTr("Watch")
                    hint: qsTr("Expressions to look at whenever the script stands still.")
                    vacant: watches.count === 0
                    contentRoom: Theme.unit * 26

                    DebugVariables {
                        id: watches

                        anchors.bottomMargin: Theme.rowHeight + Theme.unit
                        name: qsTr("Watched expressions")
                        tree: panel.debug.watches as VariableTree
                        removable: true
                        onRemoved: row => panel.debug.watches.remove(row)
                    }
                    DebugField {
                        id: newWatch

                        anchors.bottom: parent.bottom
                        anchors.left: parent.left
                        anchors.right: parent.right
                        anchors.margins: Theme.unit
                        name: qsTr("Expression to watch")
                        placeholderText: qsTr("add an expression, Enter")
                        onEntered: {
                            panel.debug.watches.add(text);
                            clear();
                        }
                    }
                }
            }
            ColumnLayout {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1
                spacing: 0

                DebugSection {
                    title: qsTr("Call stack")
                    note: panel.debug.stack.cut ? qsTr("the innermost %1").arg(panel.debug.stack.count) : ""
                    hint: panel.notPaused
                    vacant: stack.count === 0
                    contentRoom: Theme.unit * 30

                    DebugStack {
                        id: stack

                        debug: panel.debug
                        onLocationActivated: (file, line, column) => panel.locationActivated(file, line, column)
                    }
                }
                DebugSection {
                    title: qsTr("Network meanwhile")
                    note: panel.debug.meanwhile.news
                    hint: panel.paused ? qsTr("This virtual user has no sockets.") : panel.notPaused
                    vacant: panel.debug.meanwhile.sockets.length === 0
                    contentRoom: Theme.unit * 24

                    DebugNetwork {
                        meanwhile: panel.debug.meanwhile
                    }
                }
                DebugSection {
                    title: qsTr("Event loop")
                    hint: panel.notPaused
                    vacant: panel.debug.meanwhile.loop === ""
                    contentRoom: Theme.unit * 20

                    DebugLoop {
                        meanwhile: panel.debug.meanwhile
                    }
                }
                DebugSection {
                    title: qsTr("Breakpoints")
                    contentRoom: Theme.unit * 34

                    DebugBreakpoints {
                        id: breakpoints

                        anchors.bottomMargin: Theme.rowHeight + Theme.unit
                        breakpoints: panel.debug.breakpoints
                        onLocationActivated: (file, line, column) => panel.locationActivated(file, line, column)
                    }
                    EventField {
                        anchors.bottom: parent.bottom
                        anchors.left: parent.left
                        anchors.right: parent.right
                        anchors.margins: Theme.unit
                        breakpoints: panel.debug.breakpoints
                    }
                }
            }
        }
    }
}
