package mnisteval.weights.layers;

import mnisteval.network.Network;

/**
 * A network that was read from a file.
 *
 * @param file the file's name in messages
 * @param network with finite weights, whose sums cannot overflow
 * @param interpretation how the file was read
 */
public record LoadedNetwork(String file, Network network, Interpretation interpretation) {}
