// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.plugin;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Requirement;
import org.osgi.namespace.extender.ExtenderNamespace;

/**
 * Makes the bundle that holds the annotated type or package a Sluice plugin.
 *
 * <p>Bundle tools turn it into a requirement for the {@code sluice.plugin} extender, so that the
 * bundle does not resolve where no host would look after it. The bundle also holds a manifest at
 * {@value #MANIFEST_PATH}, which declares what the plugin wants to reach.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.PACKAGE})
@Requirement(
    namespace = ExtenderNamespace.EXTENDER_NAMESPACE,
    name = SluicePlugin.EXTENDER_NAME,
    version = SluicePlugin.EXTENDER_VERSION)
public @interface SluicePlugin {

  /** The name of the extender that a plugin bundle requires. */
  String EXTENDER_NAME = "sluice.plugin";

  /** The lowest version of the extender that a plugin bundle requires. */
  String EXTENDER_VERSION = "1.0.0";

  /** Where a plugin bundle holds its manifest. */
  String MANIFEST_PATH = "OSGI-INF/sluice/plugin.json";
}
