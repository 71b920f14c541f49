// SPDX-License-Identifier: Apache-2.0
package io.sluice.testkit.profile;

/**
 * A session of a {@link SessionGateway}.
 *
 * @param id its id, as the client was told
 * @param connected whether it has a connection
 * @param dispatched how many events it has had: the number of the last
 * @param resumes how often it was resumed
 */
public record SessionReport(String id, boolean connected, long dispatched, int resumes) {}
