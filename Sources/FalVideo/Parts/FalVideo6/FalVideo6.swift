// The types of this part are generated from Registry/ by the plugin GenerateModels.
