// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// What the timeline has to say, a line each: a query that means nothing, a search without a match, an action that left something
/// out, rows that are gone.
Column {
    id: notices

    required property TimelineView view
    required property string problem ///< of the line of the tool row
    required property int limit ///< rows that the timeline keeps

    TimelineMessage {
        width: parent.width
        text: notices.problem
        isError: true
    }
    TimelineMessage {
        id: notFound

        property string query

        width: parent.width
        text: query === "" ? "" : qsTr("Nothing that is shown matches %1").arg(query)
        closable: true
        onClosed: query = ""
    }
    TimelineMessage {
        width: parent.width
        text: notices.view.notice
        closable: true
        onClosed: notices.view.dismissNotice()
    }
    TimelineMessage {
        width: parent.width
        text: notices.view.rows.droppedRows === 0 ? ""
            : qsTr("The oldest %1 records aren't shown: the timeline keeps %2. They are in the journal.")
                .arg(notices.view.rows.droppedRows).arg(notices.limit)
    }
    Connections {
        function onFound() {
            notFound.query = "";
        }
        function onNotFound() {
            notFound.query = notices.view.search.query;
        }
        function onQueryChanged() {
            notFound.query = "";
        }

        target: notices.view.search
    }
}
