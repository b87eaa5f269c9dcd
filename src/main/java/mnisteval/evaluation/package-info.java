/** Images through a network, and what comes of it: counts, from which every figure is computed. */
package mnisteval.evaluation;
