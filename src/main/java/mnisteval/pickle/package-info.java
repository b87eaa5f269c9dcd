/**
 * Pickle bytes to named numpy arrays. Nothing in the bytes is ever executed: the opcodes of {@code
 * net.razorvine.pickle} are checked one by one before they act, and what they may refer to is a
 * short list of names that stand for data.
 */
package mnisteval.pickle;
