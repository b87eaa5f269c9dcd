/**
 * Reads pickles without running anything in them: each opcode is checked before it acts, and what a
 * pickle may refer to is a short list of names that stand for data.
 */
package mnisteval.weights.pickle;
