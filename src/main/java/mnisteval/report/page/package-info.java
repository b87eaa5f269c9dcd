/**
 * Lays out the results of a run as one HTML page.
 *
 * <p>Internal: not part of the API of the library.
 */
@JStacheConfig(type = JStacheType.STACHE)
@JStacheFormatterTypes(types = {PixelScale.class, ClassOrder.class, PageText.Part.class})
package mnisteval.report.page;

import io.jstach.jstache.JStacheConfig;
import io.jstach.jstache.JStacheFormatterTypes;
import io.jstach.jstache.JStacheType;
import mnisteval.evaluation.ClassOrder;
import mnisteval.network.PixelScale;
