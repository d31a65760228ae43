// SPDX-License-Identifier: GPL-3.0-or-later
// Looks into a panel as a person does: by what it shows.
.pragma library

/// All visible items below `item` for which `fits` holds.
function all(item, fits) {
    if (!item.visible || item.opacity === 0)
        return [];
    const found = fits(item) ? [item] : [];
    for (let i = 0; i < item.children.length; ++i)
        found.push.apply(found, all(item.children[i], fits));
    return found;
}

/// The visible texts, in order.
function texts(item) {
    return all(item, child => typeof child.text === "string" && child.text !== "" && child.color !== undefined).map(child => child.text);
}

function shows(item, text) {
    return texts(item).some(shown => shown.includes(text));
}

function withText(item, text) {
    return all(item, child => child.text === text)[0];
}
