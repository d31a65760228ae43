// SPDX-License-Identifier: GPL-3.0-or-later
// The part of loader.mjs that programs with a top-level await need: a module waits for those that it imports (ECMAScript 16.2.1.5.3).
export default function ({ builtin, record, target, runBody, fail, evaluate, promiseFor, promiseForAll }) {
    function finishBody(loaded) {
        try {
            const result = runBody(loaded);
            if (!loaded.compiled.isAsync) {
                loaded.state = "done";
                return undefined;
            }
            return promiseFor(result).then(
                () => { loaded.state = "done"; loaded.promise = null; },
                (error) => fail(loaded, error));
        } catch (error) {
            return fail(loaded, error);
        }
    }

    /// Every module that a module imports, however indirectly, and itself; built-in ones apart.
    function graphOf(loaded) {
        const graph = [loaded];
        for (let i = 0; i < graph.length; ++i) { // which grows
            for (const specifier of graph[i].compiled.imports) {
                const found = target(specifier, graph[i].url);
                if (found.builtin)
                    builtin(found.url);
                else if (graph.indexOf(record(found.url)) < 0)
                    graph.push(record(found.url));
            }
        }
        return graph;
    }

    /// Evaluates what an asynchronous graph waits for, and returns the promises.
    function startImports(loaded) {
        const pending = [];
        for (const specifier of loaded.compiled.imports) {
            const found = target(specifier, loaded.url);
            const wait = found.builtin ? undefined : evaluate(record(found.url));
            if (wait !== undefined)
                pending.push(wait);
        }
        return pending;
    }

    /// Goes on from loader.mjs's evaluate(): returns undefined when the module is evaluated, or a promise for that.
    function evaluateWaiting(loaded) {
        let pending = [];
        try {
            // Only where somebody has to be waited for, the imports come first: a body sets its exports before it requires what it
            // imports, which is what cycles need.
            if (!loaded.isPrompt) {
                const graph = graphOf(loaded);
                if (graph.some((module) => module.compiled.isAsync))
                    pending = startImports(loaded);
                else
                    graph.forEach((module) => { module.isPrompt = true; });
            }
        } catch (error) {
            return fail(loaded, error);
        }
        if (pending.length === 0) {
            const promise = finishBody(loaded);
            loaded.promise = promise === undefined ? null : promise;
            return promise;
        }
        loaded.promise = promiseForAll(pending).then(() => finishBody(loaded), (error) => fail(loaded, error));
        return loaded.promise;
    }

    return { evaluate: evaluateWaiting };
}
