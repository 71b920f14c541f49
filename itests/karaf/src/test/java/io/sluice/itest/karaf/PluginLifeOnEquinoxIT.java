// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.karaf;

import static org.junit.Assert.assertEquals;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;

import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;

/** The same in a Karaf that runs on Equinox. */
public class PluginLifeOnEquinoxIT extends PluginLifeIT {

  @Override
  @Configuration
  public Option[] karaf() {
    return new Option[] {
      composite(super.karaf()),
      editConfigurationFilePut("etc/config.properties", "karaf.framework", "equinox")
    };
  }

  @Test
  public void itRunsOnEquinox() throws Exception {
    assertEquals("org.eclipse.osgi", host.framework());
  }
}
