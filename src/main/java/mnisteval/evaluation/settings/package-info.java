/**
 * Looks for the settings that a network was trained with, where its file does not say them.
 *
 * <p>Internal: not part of the API of the library.
 */
package mnisteval.evaluation.settings;
