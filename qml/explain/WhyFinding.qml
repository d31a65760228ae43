// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Sockscope.Panels

/// One finding: what happened; when it is the current one also why, what to do, and the records that show it.
Item {
    id: finding

    required property int index
    required property string title
    required property bool firstOfRule
    required property int ruleCount
    required property string what
    required property string why
    required property string advice
    required property real times
    required property int socket
    required property string location
    required property var evidence
    required property bool current
    required property bool focused ///< its list has the keyboard
    property int shown: -1 ///< of the evidence, the one that was looked at last
    signal picked
    signal evidencePicked(evidence: var)
    signal locationActivated

    /// As a click on the next or the former record does.
    function step(distance: int) {
        const last = evidence.length - 1;
        show(shown < 0 ? (distance > 0 ? 0 : last) : Math.max(0, Math.min(shown + distance, last)));
    }
    function show(which: int) {
        if (which < 0 || which >= evidence.length)
            return;
        shown = which;
        evidencePicked(evidence[which]);
    }
    /// The last record is the one that proves it.
    function showPlace() {
        show(evidence.length - 1);
        locationActivated();
    }
    function plainText(): string {
        return title + "\n" + (location === "" ? "" : location + ": ") + what + "\n" + why + "\n" + advice;
    }

    implicitHeight: heading.height + body.height + Theme.unit
    Accessible.role: Accessible.ListItem
    Accessible.name: title + ". " + what + (times > 1 ? " " + qsTr("%1 times").arg(times) : "")
        + (location === "" ? "" : " " + location) + (current ? ". " + why + " " + advice : "")
    Accessible.onPressAction: finding.picked()
    onCurrentChanged: shown = -1

    PanelText {
        id: heading

        x: Theme.unit * 3
        width: parent.width - Theme.unit * 6
        height: finding.firstOfRule ? Theme.unit * 8 : 0
        visible: finding.firstOfRule
        verticalAlignment: Text.AlignBottom
        bottomPadding: Theme.unit
        text: finding.ruleCount > 1 ? finding.title + "  (" + finding.ruleCount + ")" : finding.title
        font.weight: Font.DemiBold
    }
    Rectangle {
        id: body

        y: heading.height
        width: parent.width
        height: column.height + Theme.unit * 3
        color: finding.current ? Theme.colors.raised : hover.hovered ? Theme.colors.hover : "transparent"

        Rectangle {
            width: Theme.unit
            height: parent.height
            visible: finding.current
            color: finding.focused ? Theme.colors.accent : Theme.colors.outline
        }
        HoverHandler {
            id: hover
        }
        TapHandler {
            onTapped: {
                finding.picked();
                finding.showPlace();
            }
        }
        Column {
            id: column

            x: Theme.unit * 3
            y: Theme.unit * 1.5
            width: parent.width - Theme.unit * 6
            spacing: Theme.unit * 1.5

            WhyLine {
                iconName: "warning"
                tint: Theme.colors.warning
                text: finding.what + (finding.times > 1 ? "  " + qsTr("(%1 times)").arg(finding.times) : "")
                location: finding.location
                onActivated: {
                    finding.picked();
                    finding.locationActivated();
                }
            }
            WhyLine {
                visible: finding.current
                iconName: "info"
                tint: Theme.colors.muted
                text: finding.why
            }
            WhyLine {
                visible: finding.current
                iconName: "result"
                tint: Theme.colors.accent
                text: finding.advice
            }
            Repeater {
                model: finding.current ? (finding.evidence?.length ?? 0) : 0

                WhyEvidence {
                    required property int index

                    width: column.width
                    record: finding.evidence?.[index] ?? ({ number: 0, offset: -1, time: 0, kind: "", note: "", location: "" })
                    shown: finding.shown === index
                    onActivated: {
                        finding.picked();
                        finding.show(index);
                    }
                }
            }
        }
    }
}
