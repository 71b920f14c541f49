// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.util.SortedSet;

/** The entries of a bundle, installed or not. */
interface BundleContents {

  /** The paths of all entries but folders, without a slash in front. */
  SortedSet<String> paths();

  /** Opens an entry. */
  InputStream open(String path) throws IOException;
}
