// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.observation;

/**
 * A worker that can be observed.
 *
 * @param worker its name, which is its plugin's
 * @param version the version of its bundle
 * @param status its plugin's status in one word; {@code gone} if the bundle was uninstalled
 * @param service the state of its service in one word
 * @param published how many events there were in all
 * @param kept how many of these are kept
 * @param keptBytes the bytes of these
 * @param followers how many follow
 */
public record WorkerReport(
    String worker,
    String version,
    String status,
    String service,
    long published,
    int kept,
    long keptBytes,
    int followers) {}
