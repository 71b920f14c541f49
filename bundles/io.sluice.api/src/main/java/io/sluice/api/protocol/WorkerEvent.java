// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.protocol;

/**
 * What a plugin tells about its work. Ids are the plugin's own: any text that tells its runs, texts
 * and calls apart.
 */
public sealed interface WorkerEvent extends ProtocolEvent
    permits RunStart,
        RunEnd,
        TextDelta,
        TextDone,
        ThinkingStart,
        ThinkingDelta,
        ThinkingDone,
        ToolCallStart,
        ToolCallArgsDelta,
        ToolCallDone,
        ToolResult,
        Usage,
        RunError,
        FurtherEvent {}
